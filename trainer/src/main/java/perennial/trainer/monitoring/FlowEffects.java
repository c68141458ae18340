package perennial.trainer.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.ClvEffect;
import perennial.monitoring.ClvEffects;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureReference;
import perennial.monitoring.HistoryChange;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Segment;

/**
 * What a window's flows do to the mean predicted CLV of those who bought and were customers before;
 * of an even part of them when they are many.
 */
final class FlowEffects {
  private static final int MOST_CUSTOMERS = 20_000;

  private final List<Flow> sample = new ArrayList<>();

  /** Each one of so many, by their ids' hash: the same customers whenever it is done again. */
  FlowEffects(List<Flow> flows) {
    int step = (flows.size() + MOST_CUSTOMERS - 1) / MOST_CUSTOMERS;
    for (Flow flow : flows) {
      if (Math.floorMod(flow.customerId().hashCode(), step) == 0) {
        sample.add(flow);
      }
    }
  }

  Set<String> customers() {
    Set<String> customers = new HashSet<>();
    sample.forEach(flow -> customers.add(flow.customerId()));
    return customers;
  }

  /** Effects by feature and segment, of those that have one. */
  Map<FeatureKey, Double> of(
      ClvModel model,
      List<FeatureReference> references,
      Map<String, CustomerHistory> histories,
      long seed) {
    List<Flow> known =
        sample.stream().filter(flow -> histories.containsKey(flow.customerId())).toList();
    ClvEffects effects = new ClvEffects(model, BaseFeature.HORIZON_DAYS, seed);
    double[] clv = effects.clv(histories(known, histories));
    Map<FeatureKey, Double> found = new HashMap<>();
    for (FeatureReference reference : references) {
      ClvEffect effect =
          switch (reference) {
            case NumericReference numbers when isAmount(reference) ->
                ofAmounts(effects, known, histories, numbers);
            case CategoricalReference categories when category(reference.key()) != null ->
                ClvEffect.ofCategory(clv, values(known, reference.key()), categories);
            default -> null;
          };
      if (effect != null && effect.effect().isPresent()) {
        found.put(reference.key(), effect.effect().getAsDouble());
      }
    }
    return found;
  }

  private static boolean isAmount(FeatureReference reference) {
    return reference.key().feature().equals(Features.PURCHASE_AMOUNT);
  }

  private static ClvEffect ofAmounts(
      ClvEffects effects,
      List<Flow> flows,
      Map<String, CustomerHistory> histories,
      NumericReference reference) {
    Segment segment = reference.key().segment();
    List<Flow> own = flows.stream().filter(f -> !Double.isNaN(amount(f, segment))).toList();
    double[] amounts = own.stream().mapToDouble(flow -> amount(flow, segment)).toArray();
    return effects.ofNumber(
        histories(own, histories), amounts, reference, HistoryChange.PURCHASE_AMOUNT);
  }

  /** Mean amount of the customer's purchases of this segment; NaN without one. */
  static double amount(Flow flow, Segment segment) {
    return Arrays.stream(Dimension.values())
        .filter(dimension -> dimension.label().equals(segment.dimension()))
        .findFirst()
        .map(dimension -> flow.amount(dimension, segment.value()))
        .orElseGet(flow::amount);
  }

  private static @Nullable Function<Flow, @Nullable String> category(FeatureKey key) {
    if (key.feature().equals(Features.NEW_CUSTOMERS)) {
      return null; // a new customer had no history before the window
    }
    for (Dimension dimension : Dimension.values()) {
      if (key.feature().equals(dimension.shareFeature())) {
        return flow -> flow.latest(dimension).orElse(null);
      }
    }
    return null;
  }

  private static List<@Nullable String> values(List<Flow> flows, FeatureKey key) {
    Function<Flow, @Nullable String> category = category(key);
    List<@Nullable String> values = new ArrayList<>();
    if (category != null) {
      flows.forEach(flow -> values.add(category.apply(flow)));
    }
    return values;
  }

  private static List<CustomerHistory> histories(
      List<Flow> flows, Map<String, CustomerHistory> histories) {
    List<CustomerHistory> own = new ArrayList<>();
    for (Flow flow : flows) {
      CustomerHistory history = histories.get(flow.customerId());
      if (history != null) {
        own.add(history);
      }
    }
    return own;
  }
}
