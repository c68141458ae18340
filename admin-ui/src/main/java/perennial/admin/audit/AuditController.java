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
import perennial.admin.table.Csv;
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
      @QueryValue(defaultValue = "") String action,
      @QueryValue(defaultValue = "") String text,
      @QueryValue(defaultValue = "0") long before) {
    AuditPage page = view.read(filter(actor, action, text), before);
    return pages.html(request, PageHead.of("Audit", "/audit", "Audit"), "audit/audit", page);
  }

  @Get("/audit.csv")
  @Produces("text/csv")
  StreamedFile csv(
      @QueryValue(defaultValue = "") String actor,
      @QueryValue(defaultValue = "") String action,
      @QueryValue(defaultValue = "") String text) {
    return Csv.file("perennial-audit.csv", AuditCsv.stream(audit, filter(actor, action, text)));
  }

  private static AuditFilter filter(String actor, String action, String text) {
    return new AuditFilter(actor.strip(), action.strip(), text.strip());
  }
}
