package perennial.admin.customer;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.customer.CustomerView.Known;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.Reason;
import perennial.admin.session.SignedIn;
import perennial.registry.AuditLog;
import perennial.registry.ledger.CustomerId;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.Erasure;

/** Finds a customer by id, and hands over or forgets what is known of one. */
@Controller("/customers")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class CustomerController {
  private static final String UNKNOWN = "The ledger does not know this customer.";

  private final CustomerView view;
  private final CustomerLedger ledger;
  private final AuditLog audit;
  private final Pages pages;

  CustomerController(CustomerView view, CustomerLedger ledger, AuditLog audit, Pages pages) {
    this.view = view;
    this.ledger = ledger;
    this.audit = audit;
    this.pages = pages;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> customer(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String id,
      @QueryValue(defaultValue = "") String model,
      @QueryValue(defaultValue = "-1") long erased) {
    if (id.isBlank()) {
      String note =
          erased < 0 ? null : "Erased, with %d events. Later ones are refused.".formatted(erased);
      return find(request, HttpStatus.OK, new FindPage("Find a customer", "", note, null));
    }
    Optional<Known> known = view.find(CustomerId.require(id.strip()));
    return known.isEmpty()
        ? find(request, HttpStatus.NOT_FOUND, new FindPage("Find a customer", id, null, UNKNOWN))
        : show(request, HttpStatus.OK, view.read(known.get(), model, Refused.NOTHING));
  }

  @Needs(Access.ADMIN)
  @Post("/export")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> export(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    Reason reason = Reason.of(form);
    Optional<Known> known = view.find(CustomerId.require(form.text("id")));
    if (known.isEmpty()) {
      return unknown(request, form.text("id"));
    }
    Refused refused = Refused.of("export", reason);
    if (!refused.errors().isEmpty()) {
      return again(request, known.get(), refused);
    }
    Dossier dossier = view.dossier(known.get());
    audit.append(
        SignedIn.of(request).user(),
        "export customer",
        "a customer",
        "%d events and %d logged predictions"
            .formatted(dossier.events().rows().size(), dossier.predictions().rows().size()),
        reason.text());
    return HttpResponse.ok(
        new StreamedFile(CustomerExport.of(known.get(), dossier), MediaType.APPLICATION_JSON_TYPE)
            .attach("perennial-customer.json"));
  }

  @Needs(Access.ADMIN)
  @Post("/erase")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> erase(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    Reason reason = Reason.of(form);
    String id = CustomerId.require(form.text("id"));
    Optional<Known> known = view.find(id);
    if (known.isEmpty()) {
      return unknown(request, id);
    }
    Refused refused = Refused.of("erase", reason);
    if (!refused.errors().isEmpty()) {
      return again(request, known.get(), refused);
    }
    Erasure done = ledger.erase(id, SignedIn.of(request).user(), reason.text());
    return HttpResponse.seeOther(URI.create("/customers?erased=" + done.events()));
  }

  private HttpResponse<?> unknown(HttpRequest<?> request, String id) {
    return find(request, HttpStatus.NOT_FOUND, new FindPage("Find a customer", id, null, UNKNOWN));
  }

  private HttpResponse<?> again(HttpRequest<?> request, Known known, Refused refused) {
    CustomerPage page = view.read(known, "", refused);
    return show(request, HttpStatus.UNPROCESSABLE_ENTITY, page);
  }

  private HttpResponse<?> find(HttpRequest<?> request, HttpStatus status, FindPage page) {
    PageHead head = PageHead.of("Customers", "/customers", "Customers");
    return pages.html(request, status, head, "customer/find", page);
  }

  private HttpResponse<?> show(HttpRequest<?> request, HttpStatus status, CustomerPage page) {
    PageHead head =
        PageHead.of(page.id(), "/customers", page.id()).under(new Link("Customers", "/customers"));
    return pages.html(request, status, head, "customer/customer", page);
  }
}
