package perennial.admin.audit;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;
import perennial.registry.AuditLog;
import perennial.registry.AuditLog.AuditFilter;

/** The audit log. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class AuditController {
  private final AuditLog audit;
  private final AuditView view;
  private final Pages pages;

  AuditController(AuditLog audit, AuditView view, Pages pages) {
    this.audit = audit;
    this.view = view;
    this.pages = pages;
  }

  @Get("/audit")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String actor,
      @QueryValue(defaultValue = "") String action) {
    TableQuery query = query(request);
    AuditPage page = view.read(filter(actor, action, query), query);
    return pages.html(request, PageHead.of("Audit", "/audit", "Audit"), "audit/audit", page);
  }

  @Get("/audit.csv")
  @Produces("text/csv")
  StreamedFile csv(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String actor,
      @QueryValue(defaultValue = "") String action) {
    TableQuery query = query(request);
    return AuditTable.TABLE.csv(
        "audit", query, AuditTable.listing(audit, filter(actor, action, query)));
  }

  /** The database looks for the text. */
  private static TableQuery query(HttpRequest<?> request) {
    return TableQuery.of(request, "actor", "action").searchedAlready();
  }

  private static AuditFilter filter(String actor, String action, TableQuery query) {
    return new AuditFilter(actor.strip(), action.strip(), query.text());
  }
}
