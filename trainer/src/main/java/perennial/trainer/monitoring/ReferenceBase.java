package perennial.trainer.monitoring;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;

/**
 * What the customers were like that a version was trained on, and what it predicts for them. As a
 * base grows older it moves by itself, so that nothing about all of it may alert. Within a stage of
 * limited tenure it does not, as long as new customers keep coming: there predictions and statuses
 * may. For one thread.
 */
final class ReferenceBase {
  /** Least share of a stage's customers in each third of its days, for it not to move by itself. */
  private static final double STEADY = 0.2;

  private final SpendOrders orders;
  private final Lifecycle lifecycle;
  private final Map<BaseFeature, Column> all = new EnumMap<>(BaseFeature.class);
  private final Map<String, Column> covariates = new TreeMap<>();
  private final Map<String, Stage> stages = new HashMap<>();
  private final Map<String, Long> mix = new HashMap<>();

  ReferenceBase(BtydModel model, Lifecycle lifecycle) {
    this.orders = model.spendOrders();
    this.lifecycle = lifecycle;
    model.covariateNames().forEach(name -> covariates.put(name, new Column()));
    int from = 0;
    for (Lifecycle.Band stage : lifecycle.stages()) {
      stages.put(stage.name(), new Stage(from, stage.upToDays(), lifecycle));
      for (Lifecycle.Band status : lifecycle.statuses()) {
        mix.put(Lifecycle.cell(stage.name(), status.name()), 0L);
      }
      from = stage.upToDays() + 1;
    }
  }

  void add(CustomerHistory history, Prediction prediction) {
    String stageName = lifecycle.stage(history.age());
    String status = lifecycle.status(history.age() - history.recency());
    mix.merge(Lifecycle.cell(stageName, status), 1L, Long::sum);
    Stage stage = stages.get(stageName);
    for (BaseFeature feature : BaseFeature.values()) {
      if (feature.has(history, orders)) {
        double value = feature.of(history, prediction);
        column(all, feature).add(value);
        if (stage != null && BaseFeature.OF_STAGES.contains(feature)) {
          column(stage.columns, feature).add(value);
        }
      }
    }
    covariates.forEach(
        (name, column) -> column.add(history.traits().covariates().getOrDefault(name, Double.NaN)));
    if (stage != null) {
      stage.add(history.age(), status);
    }
  }

  private static Column column(Map<BaseFeature, Column> columns, BaseFeature feature) {
    return columns.computeIfAbsent(feature, f -> new Column());
  }

  void addTo(List<NumericReference> numbers, List<CategoricalReference> categories) {
    all.forEach((feature, column) ->
        numbers(numbers, feature.label(), Segment.ALL, FeatureRole.STOCK, column));
    covariates.forEach((name, column) ->
        numbers(numbers, Features.covariate(name), Segment.ALL, FeatureRole.STOCK, column));
    categories(categories, Features.SEGMENT_MIX, Segment.ALL, FeatureRole.STOCK, mix);
    stages.forEach((name, stage) -> {
      Segment segment = new Segment(Features.STAGE, name);
      boolean steady = stage.isSteady();
      stage.columns.forEach((feature, column) ->
          numbers(
              numbers,
              feature.label(),
              segment,
              steady ? FeatureRole.PREDICTION : FeatureRole.STOCK,
              column));
      categories(
          categories,
          Features.STATUS_MIX,
          segment,
          steady ? FeatureRole.MIX : FeatureRole.STOCK,
          stage.statuses);
    });
  }

  private static void numbers(
      List<NumericReference> numbers,
      String feature,
      Segment segment,
      FeatureRole role,
      Column column) {
    double[] values = column.values();
    for (Period period : Period.values()) {
      numbers.add(NumericReference.of(new FeatureKey(feature, segment, period), role, values));
    }
  }

  private static void categories(
      List<CategoricalReference> categories,
      String feature,
      Segment segment,
      FeatureRole role,
      Map<String, Long> counts) {
    for (Period period : Period.values()) {
      categories.add(
          CategoricalReference.of(new FeatureKey(feature, segment, period), role, counts, 0));
    }
  }

  /** Customers of one stage. */
  private static final class Stage {
    private final int from;
    private final int upTo;
    private final Map<BaseFeature, Column> columns = new EnumMap<>(BaseFeature.class);
    private final Map<String, Long> statuses = new HashMap<>();
    private final long[] thirds = new long[3];

    Stage(int from, int upTo, Lifecycle lifecycle) {
      this.from = from;
      this.upTo = upTo;
      lifecycle.statuses().forEach(status -> statuses.put(status.name(), 0L));
    }

    void add(double age, String status) {
      statuses.merge(status, 1L, Long::sum);
      if (upTo != Integer.MAX_VALUE) {
        thirds[(int) Math.min(2, 3 * (age - from) / (upTo + 1 - from))]++;
      }
    }

    boolean isSteady() {
      double customers = Math.max(1, Arrays.stream(thirds).sum());
      return Arrays.stream(thirds).allMatch(third -> third / customers >= STEADY);
    }
  }

  /** A growing array. */
  private static final class Column {
    private double[] values = new double[16];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    double[] values() {
      return Arrays.copyOf(values, size);
    }
  }
}
