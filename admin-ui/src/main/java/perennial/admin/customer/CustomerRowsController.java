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
import java.util.function.Function;
import perennial.admin.customer.CustomerView.Known;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerId;
import perennial.registry.predictionlog.LoggedPrediction;

/** All events and all logged predictions of a customer, the newest 10,000 of each. */
@Controller("/customers")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class CustomerRowsController {
  private final CustomerView view;
  private final Pages pages;
  private final Rows<CustomerEvent> events;
  private final Rows<LoggedPrediction> predictions;

  CustomerRowsController(CustomerView view, Answerers answerers, Formats formats, Pages pages) {
    this.view = view;
    this.pages = pages;
    events =
        new Rows<>(
            "events",
            "Events",
            "%s did %s",
            n -> Formats.count(n, "thing", "things"),
            CustomerTables.EVENTS,
            Dossier::events,
            e -> CustomerTables.event(e, formats));
    predictions =
        new Rows<>(
            "predictions",
            "Logged predictions",
            "%s was predicted %s",
            n -> Formats.count(n, "time", "times"),
            CustomerTables.predictions(answerers::currency),
            Dossier::predictions,
            p -> CustomerTables.logged(p, answerers.currency(p), formats));
  }

  /**
   * One kind of rows.
   *
   * @param name in the address and of its view
   * @param heading of its page
   * @param title with the customer and how many there are
   */
  private record Rows<T>(
      String name,
      String heading,
      String title,
      Function<Long, String> count,
      Table<T> table,
      Function<Dossier, Dossier.Newest<T>> of,
      Function<T, Object> shown) {}

  @Get("/events")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> events(HttpRequest<?> request, @QueryValue String id) {
    return page(request, id, events);
  }

  @Get("/events.csv")
  @Produces("text/csv")
  StreamedFile eventsCsv(HttpRequest<?> request, @QueryValue String id) {
    return csv(request, id, events);
  }

  @Get("/predictions")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> predictions(HttpRequest<?> request, @QueryValue String id) {
    return page(request, id, predictions);
  }

  @Get("/predictions.csv")
  @Produces("text/csv")
  StreamedFile predictionsCsv(HttpRequest<?> request, @QueryValue String id) {
    return csv(request, id, predictions);
  }

  private <T> HttpResponse<?> page(HttpRequest<?> request, String id, Rows<T> rows) {
    Dossier.Newest<T> newest = rows.of().apply(dossier(id));
    RowsPage page =
        new RowsPage(
            rows.title().formatted(id, rows.count().apply(newest.count())),
            newest.count() > Dossier.MOST
                ? "The newest %s of them, newest first.".formatted(Formats.count(Dossier.MOST))
                : "Newest first.",
            rows.heading(),
            rows.name(),
            rows.table().view(TableQuery.of(request, "id"), newest.rows(), rows.shown()));
    PageHead head =
        PageHead.of(id + ": " + rows.heading(), "/customers", rows.heading())
            .under(
                new Link("Customers", "/customers"),
                new Link(id, "/customers?" + Link.parameter("id", id)));
    return pages.html(request, head, "customer/rows", page);
  }

  private <T> StreamedFile csv(HttpRequest<?> request, String id, Rows<T> rows) {
    return rows.table()
        .csv(rows.name(), TableQuery.of(request, "id"), rows.of().apply(dossier(id)).rows());
  }

  private Dossier dossier(String id) {
    Known known =
        view.find(CustomerId.require(id))
            .orElseThrow(() -> new NotFound("the ledger does not know this customer"));
    return view.dossier(known);
  }
}
