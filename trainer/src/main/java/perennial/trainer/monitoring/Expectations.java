package perennial.trainer.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import perennial.monitoring.CalibrationCounts;
import perennial.monitoring.CalibrationDecile;
import perennial.monitoring.CalibrationDeciles;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.ledger.Attributes;

/** What every customer was expected to buy in a window, and bought, by segment. For one thread. */
final class Expectations {
  private final Period period;
  private final Map<Key, List<Segment>> known = new HashMap<>();
  private final List<List<Segment>> segments = new ArrayList<>();
  private double[] expected = new double[16];
  private double[] actual = new double[16];

  Expectations(Period period) {
    this.period = period;
  }

  private record Key(Attributes acquisition, String stage, String status) {}

  void add(Attributes acquisition, String stage, String status, double purchases, double bought) {
    int size = segments.size();
    if (size == expected.length) {
      expected = Arrays.copyOf(expected, 2 * size);
      actual = Arrays.copyOf(actual, 2 * size);
    }
    expected[size] = purchases;
    actual[size] = bought;
    // One list for all customers alike: a million of them share some hundreds.
    segments.add(
        known.computeIfAbsent(new Key(acquisition, stage, status), Expectations::segments));
  }

  private static List<Segment> segments(Key key) {
    List<Segment> segments = new ArrayList<>(List.of(Segment.ALL));
    for (Dimension dimension : Dimension.values()) {
      String value = dimension.of(key.acquisition());
      if (!value.isEmpty()) {
        segments.add(dimension.segment(value));
      }
    }
    segments.add(new Segment(Features.STAGE, key.stage()));
    segments.add(new Segment(Features.STATUS, key.status()));
    return List.copyOf(segments);
  }

  /**
   * One count a segment.
   *
   * @param without customers of these segments are left out, and these segments too
   */
  Collection<CalibrationCounts> counts(Set<Segment> without) {
    Map<Segment, CalibrationCounts> counts = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      List<Segment> own = segments.get(i);
      if (own.stream().noneMatch(without::contains)) {
        for (Segment segment : own) {
          counts
              .computeIfAbsent(
                  segment,
                  s -> new CalibrationCounts(new FeatureKey(Features.PURCHASES, s, period)))
              .add(expected[i], actual[i]);
        }
      }
    }
    return counts.values();
  }

  List<CalibrationDecile> deciles(MonitoringSettings settings) {
    return CalibrationDeciles.of(
        Arrays.copyOf(expected, segments.size()), Arrays.copyOf(actual, segments.size()), settings);
  }
}
