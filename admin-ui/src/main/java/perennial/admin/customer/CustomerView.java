package perennial.admin.customer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.AliveChart;
import perennial.admin.chart.AliveChart.Point;
import perennial.admin.customer.CustomerPage.Expected;
import perennial.admin.customer.CustomerPage.Fact;
import perennial.admin.customer.CustomerPage.Purchase;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Interval;
import perennial.model.Prediction;
import perennial.model.Uncertainty;
import perennial.model.ValueTerms;
import perennial.monitoring.Lifecycle;
import perennial.registry.ledger.CustomerId;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.predictionlog.PredictionLog;
import perennial.uncertainty.PredictionIntervals;

/** Makes {@link CustomerPage}. */
public final class CustomerView {
  private static final Horizons HORIZONS = Horizons.ofDays(30, 90, 365);
  private static final double LEVEL = 0.9;
  private static final int RECENT = 10;

  private final CustomerLedger ledger;
  private final PredictionLog log;
  private final Answerers answerers;
  private final Formats formats;

  public CustomerView(
      CustomerLedger ledger, PredictionLog log, Answerers answerers, Formats formats) {
    this.ledger = ledger;
    this.log = log;
    this.answerers = answerers;
    this.formats = formats;
  }

  /** A customer whom the ledger knows. */
  record Known(CustomerState state, LedgerTerms terms, LocalDate today) {}

  Optional<Known> find(String id) {
    Optional<LedgerTerms> terms = ledger.terms();
    return terms.flatMap(t ->
        ledger
            .state(id)
            .map(s -> new Known(s, t, LocalDate.ofInstant(formats.now(), t.timeZone()))));
  }

  /** The history of a customer as a version takes it; empty without a purchase. */
  public Optional<CustomerHistory> history(String id, Answerer answerer) {
    return find(CustomerId.require(id)).flatMap(k -> answerer.history(k.state(), k.today()));
  }

  Dossier dossier(Known known) {
    return Dossier.read(ledger, log, known.terms().timeZone(), known.state().customerId());
  }

  /** What can be said of a customer by a version. */
  private record Said(Prediction prediction, List<Point> alive) {}

  /**
   * @param wanted model that should answer; empty for the one that answered last
   */
  CustomerPage read(Known known, String wanted, Refused refused) {
    CustomerState state = known.state();
    Dossier dossier = dossier(known);
    String model = wanted.isEmpty() ? answerers.modelOf(dossier.predictions().rows()) : wanted;
    Optional<Answerer> answerer = answerers.champion(model, known.terms().currency());
    Said said = null;
    String silence = null;
    if (state.purchaseDays() == 0) {
      silence = "There is no purchase yet: nothing individual can be said.";
    } else if (answerer.isEmpty()) {
      silence = "No model serves in " + known.terms().currency() + ", the currency of the ledger.";
    } else {
      try {
        said = say(answerer.get(), known, dossier);
      } catch (IllegalHistory e) {
        silence =
            "%s v%d cannot answer: %s."
                .formatted(
                    answerer.get().version().model(),
                    answerer.get().version().version(),
                    e.getMessage());
      }
    }
    String query = Link.parameter("id", state.customerId());
    return new CustomerPage(
        state.customerId(),
        title(state.customerId(), said),
        sub(known),
        answerer.map(CustomerView::link).orElse(null),
        silence,
        answerers.others(model, known.terms().currency(), query),
        facts(known),
        said == null ? null : chart(said.alive(), dossier),
        said == null ? List.of() : purchases(said.alive(), dossier, known.terms()),
        said == null ? List.of() : expected(said.prediction(), known.terms().currency()),
        answerer.map(a -> terms(a.model().terms())).orElse(""),
        dossier.events().rows().stream()
            .limit(RECENT)
            .map(e -> CustomerTables.event(e, formats))
            .toList(),
        Formats.count(dossier.events().count(), "event", "events"),
        dossier.predictions().rows().stream()
            .limit(RECENT)
            .map(p -> CustomerTables.logged(p, answerers.currency(p), formats))
            .toList(),
        Formats.count(dossier.predictions().count(), "logged prediction", "logged predictions"),
        query,
        refused.errors(),
        refused.act(),
        refused.reason());
  }

  private static Said say(Answerer answerer, Known known, Dossier dossier) {
    CustomerHistory history = answerer.history(known.state(), known.today()).orElseThrow();
    Prediction prediction =
        PredictionIntervals.of(answerer.model()).predict(history, HORIZONS, LEVEL);
    return new Said(
        prediction,
        answerer.aliveSince(
            dossier.purchases().navigableKeySet(), known.today(), known.state().acquisition()));
  }

  private static String title(String id, @Nullable Said said) {
    if (said == null) {
      return id;
    }
    double alive = said.prediction().probabilityAlive();
    String word =
        alive >= 0.8
            ? "is most likely still a customer"
            : alive >= 0.5
                ? "is probably still a customer"
                : alive >= 0.2 ? "is probably lost" : "is most likely lost";
    return "%s %s: P(alive) %s".formatted(id, word, Formats.percent(alive));
  }

  private String sub(Known known) {
    CustomerState s = known.state();
    return s.firstPurchaseDay().isEmpty() || s.lastPurchaseDay().isEmpty()
        ? "Seen since %s, has not bought.".formatted(formats.when(s.firstEventAt()).text())
        : "%s. Bought on %s since %s, last on %s; net value %s."
            .formatted(
                segment(known),
                Formats.count(s.purchaseDays(), "day", "days"),
                formats.day(s.firstPurchaseDay().get()),
                formats.day(s.lastPurchaseDay().get()),
                Formats.money(s.netValue().doubleValue(), known.terms().currency()));
  }

  /** Lifecycle stage and status, by the default bands. */
  private static String segment(Known known) {
    CustomerState s = known.state();
    long today = known.today().toEpochDay();
    long tenure = today - s.firstPurchaseDay().orElseThrow().toEpochDay();
    long since = today - s.lastPurchaseDay().orElseThrow().toEpochDay();
    return Lifecycle.cell(
        Lifecycle.DEFAULT.stage(Math.max(0, tenure)), Lifecycle.DEFAULT.status(Math.max(0, since)));
  }

  private List<Fact> facts(Known known) {
    CustomerState s = known.state();
    List<Fact> facts = new ArrayList<>();
    if (s.purchaseDays() > 0) {
      facts.add(new Fact("Segment, stage / status", segment(known)));
      long since = known.today().toEpochDay() - s.lastPurchaseDay().orElseThrow().toEpochDay();
      facts.add(new Fact("Days since last purchase", Formats.count(Math.max(0, since))));
    }
    facts.add(new Fact("Subscription", CustomerTables.words(s.subscription().name())));
    String from = CustomerTables.from(s.acquisition());
    facts.add(new Fact("Came by", from.isEmpty() ? "not known" : from));
    facts.add(new Fact("First event", formats.when(s.firstEventAt()).text()));
    facts.add(new Fact("Last event", formats.when(s.lastEventAt()).text()));
    facts.add(new Fact("State calculated", formats.when(s.calculatedAt()).text()));
    facts.add(new Fact("Days counted in", known.terms().timeZone().getId()));
    return facts;
  }

  private AliveChart chart(List<Point> alive, Dossier dossier) {
    String summary =
        "P(alive) from %s to %s, now %s; %s."
            .formatted(
                formats.day(alive.getFirst().day()),
                formats.day(alive.getLast().day()),
                Formats.percent(alive.getLast().alive()),
                Formats.count(dossier.purchases().size(), "purchase day", "purchase days"));
    return AliveChart.of(alive, dossier.purchases().navigableKeySet(), formats::day, summary);
  }

  private List<Purchase> purchases(List<Point> alive, Dossier dossier, LedgerTerms terms) {
    List<Purchase> rows = new ArrayList<>();
    for (var day : dossier.purchases().descendingMap().entrySet()) {
      rows.add(
          new Purchase(
              formats.day(day.getKey()),
              terms.currency() + " " + Formats.decimal(day.getValue().doubleValue(), 2),
              aliveOn(alive, day.getKey().minusDays(1))));
    }
    return rows;
  }

  private static String aliveOn(List<Point> alive, LocalDate day) {
    return alive.stream()
        .filter(p -> p.day().equals(day))
        .findFirst()
        .map(p -> Formats.percent(p.alive()))
        .orElse("–");
  }

  private static List<Expected> expected(Prediction prediction, String currency) {
    return prediction.horizons().stream().map(h -> expected(h, currency)).toList();
  }

  /** A horizon's numbers with the intervals that will hold what is seen. */
  public static Expected expected(HorizonPrediction h, String currency) {
    return new Expected(
        Formats.count(h.horizonDays(), "day", "days"),
        Formats.decimal(h.expectedPurchases(), 2),
        range(h.purchasesUncertainty(), n -> Formats.decimal(n, 0)),
        Formats.money(h.clv(), currency),
        range(h.clvUncertainty(), v -> Formats.money(v, currency)));
  }

  private static String range(Optional<Uncertainty> uncertainty, DoubleFunction<String> text) {
    return uncertainty
        .map(u -> {
          Interval i = u.predictive();
          return text.apply(i.lower()) + " – " + text.apply(i.upper());
        })
        .orElse("–");
  }

  /** What money is stated in. */
  public static String terms(ValueTerms t) {
    return "%s, discounted at %s a year, margin %s"
        .formatted(
            t.currency(), Formats.percent(t.annualDiscountRate()), Formats.percent(t.margin()));
  }

  private static Link link(Answerer a) {
    String model = a.version().model();
    long version = a.version().version();
    return new Link("%s v%d".formatted(model, version), Link.version(model, version));
  }
}
