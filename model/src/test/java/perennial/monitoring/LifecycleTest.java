package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.monitoring.Lifecycle.Band;

class LifecycleTest {
  @ParameterizedTest
  @CsvSource({
    "0, New, Active",
    "30, New, Active",
    "31, New, Lagging",
    "90, New, Lagging",
    "91, Growing, Dormant",
    "180, Growing, Dormant",
    "181, Established, Churn-risk",
    "365, Established, Churn-risk",
    "366, Loyal, Churn-risk",
    "100000, Loyal, Churn-risk"
  })
  void bands_ofTheDefault_areThose(double days, String stage, String status) {
    assertEquals(stage, Lifecycle.DEFAULT.stage(days));
    assertEquals(status, Lifecycle.DEFAULT.status(days));
  }

  @Test
  void bands_ofNoDays_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> Lifecycle.DEFAULT.stage(-1));
    assertThrows(IllegalArgumentException.class, () -> Lifecycle.DEFAULT.status(Double.NaN));
  }

  @Test
  void lifecycle_bandsOutOfOrder_areRefused() {
    List<Band> good = Lifecycle.DEFAULT.stages();
    List<Band> closed = List.of(new Band("New", 90));
    List<Band> mixed = List.of(new Band("b", 9), new Band("a", 9), good.getLast());
    assertThrows(IllegalArgumentException.class, () -> new Lifecycle(closed, good));
    assertThrows(IllegalArgumentException.class, () -> new Lifecycle(good, mixed));
    assertThrows(IllegalArgumentException.class, () -> new Lifecycle(List.of(), good));
  }

  @Test
  void mix_hasEveryCell() {
    FeatureKey key = new FeatureKey("mix", Segment.ALL, Period.DAY);
    CategoricalReference reference =
        CategoricalReference.of(
            key,
            FeatureRole.MIX,
            Map.of("New / Active", 30L, "Loyal / Active", 10L, "New / Lagging", 0L),
            5);
    CategoricalCounts counts = reference.emptyCounts();
    counts.add("New / Lagging", 7);
    List<MixCell> cells = Lifecycle.DEFAULT.mix(reference, counts);
    assertEquals(16, cells.size());
    assertEquals(new MixCell("New", "Active", 0, 0.75), cells.getFirst());
    assertEquals(new MixCell("New", "Lagging", 7, 0), cells.get(1));
    assertEquals(1, cells.stream().mapToDouble(MixCell::referenceShare).sum(), 1e-12);
  }

  @Test
  void settings_outOfRange_areRefused() {
    MonitoringSettings d = MonitoringSettings.DEFAULT;
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new MonitoringSettings(0, 0.1, 0.25, 0.1, 0.25, 200, 999, 1, 0.1, 0.2, d.lifecycle()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new MonitoringSettings(
                0.05, 0.3, 0.25, 0.1, 0.25, 200, 999, 1, 0.1, 0.2, d.lifecycle()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new MonitoringSettings(0.05, 0.1, 0.25, 0.1, 0.25, 0, 999, 1, 0.1, 0.2, d.lifecycle()));
  }
}
