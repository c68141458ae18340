package perennial.admin.playground;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import perennial.admin.customer.Answerer;
import perennial.admin.customer.Answerers;
import perennial.admin.customer.CustomerView;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.playground.PlaygroundPage.Answer;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.registry.UnknownModel;
import perennial.registry.UnknownVersion;
import perennial.uncertainty.PredictionIntervals;

/** Makes {@link PlaygroundPage}. */
public final class PlaygroundView {
  private final CustomerView customers;
  private final Answerers answerers;
  private final String grpcAddress;
  private final String jsonAddress;

  public PlaygroundView(
      CustomerView customers, Answerers answerers, String grpcAddress, String jsonAddress) {
    this.customers = customers;
    this.answerers = answerers;
    this.grpcAddress = grpcAddress;
    this.jsonAddress = jsonAddress;
  }

  PlaygroundPage read(Fields typed) {
    List<String> models = answerers.serving();
    Fields fields =
        typed.model().isEmpty() && !models.isEmpty() ? typed.withModel(models.getFirst()) : typed;
    if (fields.model().isEmpty()) {
      return PlaygroundPage.of(
          "Nothing serves yet: promote a version to try it here",
          fields,
          models,
          null,
          FormErrors.NONE);
    }
    TypedValues in = new TypedValues();
    Question question = Question.of(fields, in);
    Answer answer = answer(question, in);
    return answer == null || !in.errors().isEmpty()
        ? PlaygroundPage.of("No answer to this", fields, models, null, in.errors())
        : PlaygroundPage.of(title(answer), fields, models, answer, FormErrors.NONE);
  }

  private static String title(Answer answer) {
    var last = answer.horizons().getLast();
    return "%s expects %s purchases worth %s in %s"
        .formatted(answer.version().text(), last.purchases(), last.clv(), last.horizon());
  }

  /** Null when something is wrong, which is refused then. */
  private @Nullable Answer answer(Question q, TypedValues in) {
    if (!in.areRight("version")) {
      return null;
    }
    OptionalLong champion = answerers.championOf(q.model());
    if (q.version().isEmpty() && champion.isEmpty()) {
      in.refuse("version", "model '%s' has no champion; name a version".formatted(q.model()));
      return null;
    }
    try {
      Answerer answerer = answerers.of(q.model(), q.version().orElseGet(champion::getAsLong));
      CustomerHistory history = q.byId() ? history(q, answerer, in) : q.history();
      return in.errors().isEmpty() ? answer(q, answerer, history, champion) : null;
    } catch (UnknownModel e) {
      in.refuse("model", String.valueOf(e.getMessage()));
    } catch (UnknownVersion e) {
      in.refuse("version", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      in.refuse(asksFor(q, e), String.valueOf(e.getMessage()));
    }
    return null;
  }

  /** The field that a version is not content with. */
  private static String asksFor(Question q, IllegalArgumentException e) {
    if (q.byId()) {
      return "customer_id";
    }
    return e instanceof IllegalHistory history
        ? history.field().startsWith("covariates") ? "covariates" : history.field()
        : "model";
  }

  private Answer answer(
      Question q, Answerer answerer, CustomerHistory history, OptionalLong champion) {
    ClvModel model = answerer.model().withTerms(q.over(answerer.model().terms()));
    Prediction p =
        q.level() == 0
            ? model.predict(history, q.horizons())
            : PredictionIntervals.of(model).predict(history, q.horizons(), q.level());
    long version = answerer.version().version();
    return new Answer(
        new Link("%s v%d".formatted(q.model(), version), Link.version(q.model(), version)),
        model.family(),
        Formats.percent(p.probabilityAlive()),
        Formats.money(p.expectedSpend(), model.terms().currency()),
        model.terms().currency(),
        CustomerView.terms(model.terms()),
        q.level() == 0 ? "" : Formats.percent(q.level()),
        p.horizons().stream().map(h -> CustomerView.expected(h, model.terms().currency())).toList(),
        Commands.grpcurl(q, q.model(), grpcAddress),
        Commands.curl(q, q.model(), jsonAddress),
        note(q, version, champion));
  }

  /** Of the customer with that id; refused when the ledger knows no purchase. */
  private CustomerHistory history(Question q, Answerer answerer, TypedValues in) {
    if (!in.areRight("customer_id")) {
      return q.history();
    }
    return in.read(
        "customer_id",
        q.history(),
        () ->
            customers
                .history(q.customerId(), answerer)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "the ledger knows no purchase of the customer '%s'; a server answers by the cohort"
                            .formatted(q.customerId()))));
  }

  private static @Nullable String note(Question q, long version, OptionalLong champion) {
    return champion.isPresent() && champion.getAsLong() == version
        ? q.byId()
            ? "A server answers a customer of the challenger’s share by the challenger."
            : null
        : "A server answers by the champion%s, not by v%d."
            .formatted(champion.isPresent() ? " v" + champion.getAsLong() : "", version);
  }
}
