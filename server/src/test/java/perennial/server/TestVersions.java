package perennial.server;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.TrainingReport;
import perennial.model.BtydModel;
import perennial.model.Provenance;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.registry.NewVersion;

/** Versions of the model {@code retail} in a real registry. */
public final class TestVersions {
  private TestVersions() {}

  public static void promote(ModelRegistry registry, long version, long expected) {
    var unused =
        registry.deploy(NewDeployment.champion("retail", version, expected, "ana", "test"));
  }

  /** Registers {@link TestModels#model} of this number as the next version. */
  public static void register(ModelRegistry registry, long number) {
    BtydModel model = TestModels.model(number);
    Provenance provenance =
        new Provenance(
            "ab".repeat(32),
            "simulated",
            1_000,
            100,
            LocalDate.of(2025, 1, 1),
            model.observationEnd(),
            new TreeMap<>(Map.of("family", model.family())),
            7,
            "unknown",
            "25",
            "Linux",
            Instant.parse("2026-07-01T08:00:00Z"));
    var unused =
        registry.register(
            new NewVersion(
                "retail",
                model,
                provenance,
                new TreeMap<>(Map.of("holdout.mae", 0.5)),
                report(model),
                "ana"));
  }

  private static TrainingReport report(BtydModel model) {
    LocalDate first = LocalDate.of(2025, 1, 1);
    DataReport data =
        new DataReport(
            "simulated",
            1_000,
            1_000,
            100,
            900,
            first,
            model.observationEnd(),
            "UTC",
            new TreeMap<>(),
            new DataReport.Refunds(0, 0, 0, 0, 0));
    FitReport fit =
        new FitReport(
            model.observationEnd(),
            100,
            new LinkedHashMap<>(Map.of("r", 0.5)),
            new LinkedHashMap<>(),
            -100,
            208,
            218,
            true,
            1e-9,
            List.of(),
            new FitReport.Spend(90, Map.of("p", 6.25), Map.of(), -50, true, 0.01, List.of()));
    return new TrainingReport(
        model.family(),
        model.timeUnit(),
        model.spendOrders(),
        model.terms(),
        data,
        fit,
        Optional.empty(),
        Optional.empty());
  }
}
