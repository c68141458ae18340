package perennial.trainer.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.GroupEffects;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.Traits;
import perennial.model.ValueTerms;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.Segment;
import perennial.registry.ledger.Attributes;
import perennial.registry.monitoring.PredictionWindows.Matured;
import perennial.registry.monitoring.PredictionWindows.SeenCustomer;

class MaturedSegmentsTest {
  private static final BtydModel MODEL =
      new BtydModel(
          new BgNbd(.5, 60, .8, 2.5),
          Covariance.UNKNOWN,
          new CovariateEffects(List.of("paid"), List.of(.7), List.of(0.0)),
          GroupEffects.NONE,
          new GammaGamma(6, 4, 15),
          Covariance.UNKNOWN,
          SpendOrders.REPEAT,
          TimeUnit.DAY,
          new ValueTerms("USD", 0.1, 1),
          LocalDate.of(2026, 6, 1));

  private static Matured matured(Map<String, Double> covariates) {
    CustomerHistory history =
        new CustomerHistory(2, 35, 39, 10).with(new Traits(new TreeMap<>(covariates), ""));
    return new Matured(
        new SeenCustomer("a", Instant.EPOCH, history), new Attributes("email", "", "", ""), 1, 20);
  }

  @Test
  void add_rowWithoutTheModelsCovariates_isNoneOfItsPredictions() {
    MaturedSegments segments = new MaturedSegments(MODEL, 4, Lifecycle.DEFAULT);
    segments.add(matured(Map.of()));
    segments.add(matured(Map.of("paid", 1.0)));
    assertEquals(
        List.of(
            Segment.ALL,
            Dimension.CHANNEL.segment("email"),
            new Segment(Features.STAGE, "New"),
            new Segment(Features.STATUS, "Active"),
            new Segment(Features.STAGE_BY_STATUS, "New x Active")),
        List.copyOf(segments.rows().keySet()));
    segments.rows().forEach((segment, rows) -> assertEquals(1, rows.customers(), segment.text()));
  }
}
