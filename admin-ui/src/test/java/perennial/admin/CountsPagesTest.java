package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.RetentionCurve;
import perennial.evaluation.TrainingReport;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.FixedSpend;
import perennial.model.Provenance;
import perennial.model.Sbg;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.registry.NewVersion;

/** A version that was fitted to counts of customers: no holdout, no spend fit, a cohort's curve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CountsPagesTest {
  private static final LocalDate END = LocalDate.of(2026, 6, 30);
  private static final TimeUnit YEAR = new TimeUnit(365);
  private static final ValueTerms TERMS = new ValueTerms("EUR", 0.10, 1);

  private World world;

  @BeforeAll
  void start() {
    world = World.filled().signedIn();
    world.parts.registry().register(subscribers());
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void versionPage_ofACohort_showsItsCurveAndNoHoldout() {
    String page = get("/models/subscribers/versions/1");
    for (String part :
        List.of(
            "subscribers v1 was fitted to counts of customers",
            "cohort regular, 1,000 customers at its start",
            "Customers still",
            "63.1 %",
            "22.0 %",
            "time in periods of 365 days",
            "stated, not fitted",
            "a purchase is worth 1",
            "Counts of customers have no held-out days",
            "Renewals")) {
      assertTrue(page.contains(part), () -> part + " in " + page);
    }
    assertFalse(page.contains("Gamma-Gamma"), page);
    assertFalse(page.contains("--holdout-days"), page);
    assertFalse(page.contains("Correlation with frequency"), page);
  }

  @Test
  void promotePage_ofACohort_doesNotAskForAHoldout() {
    String page = get("/models/subscribers/promote?version=1");
    assertTrue(page.contains("it was fitted to counts of customers"), page);
    assertFalse(page.contains("--holdout-days"), page);
  }

  @Test
  void modelPage_ofACohort_listsTheVersion() {
    assertTrue(get("/models/subscribers").contains("sbg"));
    assertTrue(get("/").contains("subscribers"));
  }

  private String get(String path) {
    var response = world.browser.get(path);
    assertEquals(200, response.statusCode(), response.body());
    return response.body();
  }

  private static NewVersion subscribers() {
    Sbg sbg = new Sbg(.70407732, 1.18204307);
    BtydModel model =
        new BtydModel(
            sbg,
            Covariance.ofRowMajor(new double[] {.01, .002, .002, .04}),
            new FixedSpend(1),
            Covariance.UNKNOWN,
            SpendOrders.REPEAT,
            YEAR,
            TERMS,
            END);
    Provenance provenance =
        new Provenance(
            "7c1e09b2f4a6d8835b21c09e4f7a6b5d3c2e1f0a9b8c7d6e5f4a3b2c1d0e9f90",
            "renewals.csv",
            8,
            1000,
            END.minusDays(7 * 365),
            END,
            new TreeMap<>(Map.of("family", "sbg", "cohort", "regular")),
            0,
            "4f2c1a9",
            "25.0.1 Eclipse Adoptium",
            "Linux 6.1 amd64",
            Instant.parse("2026-07-01T08:00:00Z"));
    return new NewVersion("subscribers", model, provenance, new TreeMap<>(), report(sbg), "maria");
  }

  private static TrainingReport report(Sbg sbg) {
    SequencedMap<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("alpha", sbg.alpha());
    parameters.put("beta", sbg.beta());
    FitReport fit =
        new FitReport(
            END,
            1000,
            parameters,
            new LinkedHashMap<>(Map.of("alpha", .1, "beta", .2)),
            -1680.265188,
            3364.53,
            3374.35,
            true,
            1e-12,
            List.of(),
            FitReport.Spend.fixed(1, List.of("a purchase is worth 1")));
    DataReport data =
        new DataReport(
            "renewals.csv, cohort regular",
            8,
            8,
            1000,
            2599,
            END.minusDays(7 * 365),
            END,
            "UTC",
            new TreeMap<>(),
            new DataReport.Refunds(0, 0, 0, 0, 0));
    RetentionCurve curve =
        new RetentionCurve(
            "regular",
            1000,
            List.of(
                new RetentionCurve.Period(1, Optional.of(.631), sbg.survival(1), sbg.retention(1)),
                new RetentionCurve.Period(8, Optional.empty(), sbg.survival(8), sbg.retention(8))));
    return new TrainingReport(
        "sbg",
        YEAR,
        SpendOrders.REPEAT,
        TERMS,
        data,
        fit,
        Optional.empty(),
        Optional.empty(),
        Optional.of(curve));
  }
}
