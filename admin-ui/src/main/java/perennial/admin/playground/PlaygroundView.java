package perennial.admin.playground;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import perennial.admin.customer.Answerer;
import perennial.admin.customer.Answerers;
import perennial.admin.customer.CustomerView;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.admin.playground.PlaygroundPage.Answer;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
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
      return new PlaygroundPage(
          "Nothing serves yet: promote a version to try it here", fields, models, null, null);
    }
    try {
      Answer answer = answer(Question.of(fields));
      return new PlaygroundPage(title(answer), fields, models, answer, null);
    } catch (IllegalArgumentException | UnknownModel | UnknownVersion e) {
      return new PlaygroundPage(
          "No answer to this",
          fields,
          models,
          null,
          Prose.sentence(String.valueOf(e.getMessage())));
    }
  }

  private static String title(Answer answer) {
    var last = answer.horizons().getLast();
    return "%s expects %s purchases worth %s in %s"
        .formatted(answer.version().text(), last.purchases(), last.clv(), last.horizon());
  }

  private Answer answer(Question q) {
    OptionalLong champion = answerers.championOf(q.model());
    if (q.version().isEmpty() && champion.isEmpty()) {
      throw new IllegalArgumentException(
          "model '%s' has no champion; name a version".formatted(q.model()));
    }
    Answerer answerer = answerers.of(q.model(), q.version().orElseGet(champion::getAsLong));
    CustomerHistory history = q.byId() ? history(q, answerer) : q.history();
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

  private CustomerHistory history(Question q, Answerer answerer) {
    if (q.customerId().isEmpty()) {
      throw new IllegalArgumentException("customer id is missing");
    }
    return customers
        .history(q.customerId(), answerer)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the ledger knows no purchase of the customer '%s'; a server answers by the cohort"
                    .formatted(q.customerId())));
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
