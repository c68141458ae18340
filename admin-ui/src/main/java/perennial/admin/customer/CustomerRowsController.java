package perennial.admin.customer;

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
import perennial.admin.customer.CustomerView.Known;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Csv;
import perennial.admin.table.TableQuery;
import perennial.registry.ledger.CustomerId;

/** All events and all logged predictions of a customer, the newest 10,000 of each. */
@Controller("/customers")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class CustomerRowsController {
  private final CustomerView view;
  private final Formats formats;
  private final Pages pages;

  CustomerRowsController(CustomerView view, Formats formats, Pages pages) {
    this.view = view;
    this.formats = formats;
    this.pages = pages;
  }

  @Get("/events")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> events(HttpRequest<?> request, @QueryValue String id) {
    Dossier dossier = dossier(id);
    RowsPage<CustomerPage.Event> page =
        new RowsPage<>(
            "%s did %s".formatted(id, Formats.count(dossier.eventCount(), "thing", "things")),
            sub(dossier.eventCount()),
            CustomerTables.EVENTS.view(
                TableQuery.of(request, "id"),
                dossier.events(),
                e -> CustomerTables.event(e, formats)));
    return pages.html(request, head(id, "Events"), "customer/events", page);
  }

  @Get("/events.csv")
  @Produces("text/csv")
  StreamedFile eventsCsv(HttpRequest<?> request, @QueryValue String id) {
    return Csv.file(
        "perennial-events.csv",
        CustomerTables.EVENTS.csv(TableQuery.of(request, "id"), dossier(id).events()));
  }

  @Get("/predictions")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> predictions(HttpRequest<?> request, @QueryValue String id) {
    Dossier dossier = dossier(id);
    RowsPage<CustomerPage.Logged> page =
        new RowsPage<>(
            "%s was predicted %s"
                .formatted(id, Formats.count(dossier.predictionCount(), "time", "times")),
            sub(dossier.predictionCount()),
            CustomerTables.PREDICTIONS.view(
                TableQuery.of(request, "id"),
                dossier.predictions(),
                p -> CustomerTables.logged(p, formats)));
    return pages.html(request, head(id, "Logged predictions"), "customer/predictions", page);
  }

  @Get("/predictions.csv")
  @Produces("text/csv")
  StreamedFile predictionsCsv(HttpRequest<?> request, @QueryValue String id) {
    return Csv.file(
        "perennial-predictions.csv",
        CustomerTables.PREDICTIONS.csv(TableQuery.of(request, "id"), dossier(id).predictions()));
  }

  private Dossier dossier(String id) {
    Known known =
        view.find(CustomerId.require(id))
            .orElseThrow(() -> new NotFound("the ledger does not know this customer"));
    return view.dossier(known);
  }

  private static String sub(long count) {
    return count > Dossier.MOST
        ? "The newest %s of them, newest first.".formatted(Formats.count(Dossier.MOST))
        : "Newest first.";
  }

  private static PageHead head(String id, String here) {
    return PageHead.of(id + ": " + here, "/customers", here)
        .under(
            new Link("Customers", "/customers"),
            new Link(id, "/customers?" + Link.parameter("id", id)));
  }
}
