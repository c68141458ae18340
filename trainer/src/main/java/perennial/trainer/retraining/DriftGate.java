package perennial.trainer.retraining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import perennial.model.CustomerHistory;
import perennial.model.SpendOrders;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.NumericCounts;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Period;
import perennial.monitoring.ReferenceProfile;
import perennial.monitoring.Segment;
import perennial.monitoring.WindowCounts;
import perennial.monitoring.WindowDrift;
import perennial.registry.retraining.GateResult;
import perennial.trainer.transactions.Histories;

/**
 * Whether the inputs that are served now lie within what the candidate was fitted on. The limit is
 * on the share of them outside the range of its customers. That customers who are asked about are
 * not spread like all customers is usual: the stability index of each input is evidence, not a
 * limit.
 */
final class DriftGate implements Gate {
  @Override
  public String name() {
    return "drift";
  }

  private record Input(String name, double[] fitted, ToDoubleFunction<CustomerHistory> served) {}

  @Override
  public GateResult check(Candidacy candidacy) {
    Evidence evidence = Evidence.of(this, candidacy);
    List<CustomerHistory> served = candidacy.replayed().map(Replayed::sample).orElse(List.of());
    Optional<Histories> fitted = candidacy.judged().registered();
    evidence.with("requests", served.size());
    if (candidacy.champion().isEmpty()) {
      return evidence.passed("nothing is served yet");
    }
    if (fitted.isEmpty() || served.size() < candidacy.limits().minimumCustomers()) {
      return evidence.cannotTell(
          "%d logged requests, fewer than %d",
          served.size(), candidacy.limits().minimumCustomers());
    }
    SpendOrders orders = SchemaGate.btyd(candidacy.candidate().model()).spendOrders();
    double worst = 0;
    String which = "none";
    for (Input input : inputs(fitted.get(), orders)) {
      double outside = outside(input, served);
      evidence.with(input.name() + "Outside", outside);
      evidence.with(input.name() + "Psi", psi(input, served));
      if (outside > worst) {
        worst = outside;
        which = input.name();
      }
    }
    double limit = candidacy.limits().outsideFitted();
    return evidence
        .with("limit", limit)
        .passesIf(
            worst <= limit,
            worst == 0
                ? "all of %2$,d inputs are within what it was fitted on"
                : "at most %1$.1f %% of %2$,d inputs (%3$s) are outside of what it was fitted on,"
                    + " limit %4$.0f %%",
            100 * worst,
            served.size(),
            which,
            100 * limit);
  }

  private static List<Input> inputs(Histories fitted, SpendOrders orders) {
    int[] x = fitted.repeatPurchases();
    double[] recency = fitted.recency();
    double[] age = fitted.age();
    IntToDoubleFunction spend =
        i -> {
          int count = orders.count(x[i]);
          double sum =
              fitted.repeatSpend(i) + (orders == SpendOrders.ALL ? fitted.firstSpend(i) : 0);
          return count == 0 ? 0 : Math.max(0, sum / count);
        };
    return List.of(
        new Input(
            "repeatPurchases",
            Arrays.stream(x).asDoubleStream().toArray(),
            CustomerHistory::repeatPurchases),
        new Input("recency", recency, CustomerHistory::recency),
        new Input("age", age, CustomerHistory::age),
        new Input(
            "meanSpend",
            IntStream.range(0, x.length).mapToDouble(spend).toArray(),
            CustomerHistory::meanSpend));
  }

  private static double outside(Input input, List<CustomerHistory> served) {
    double least = Arrays.stream(input.fitted()).min().orElse(0);
    double most = Arrays.stream(input.fitted()).max().orElse(0);
    long count =
        served.stream()
            .mapToDouble(input.served())
            .filter(value -> value < least || value > most)
            .count();
    return (double) count / served.size();
  }

  private static double psi(Input input, List<CustomerHistory> served) {
    FeatureKey key = new FeatureKey(input.name(), Segment.ALL, Period.WEEK);
    ReferenceProfile profile =
        new ReferenceProfile(
            List.of(NumericReference.of(key, FeatureRole.STOCK, input.fitted())), List.of());
    WindowCounts counts = new WindowCounts(profile, Period.WEEK);
    NumericCounts numbers = counts.numbers(input.name(), Segment.ALL).orElseThrow();
    served.forEach(history -> numbers.add(input.served().applyAsDouble(history)));
    return new WindowDrift(profile, MonitoringSettings.DEFAULT)
        .measure(counts, List.of(), Map.of()).stream()
            .filter(measure -> measure.feature().equals(input.name()))
            .findFirst()
            .map(DriftMeasure::psi)
            .orElseThrow()
            .orElse(0);
  }
}
