package perennial.trainer.counts;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.RetentionCurve;
import perennial.evaluation.TrainingReport;
import perennial.evaluation.charts.HeatMap;
import perennial.evaluation.charts.HeatMapAxes;
import perennial.evaluation.charts.VersionCharts;
import perennial.fitting.FitResult;
import perennial.fitting.PurchaseData;
import perennial.model.BtydModel;
import perennial.model.ContractModel;
import perennial.model.Covariance;
import perennial.model.FixedSpend;
import perennial.model.Horizons;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;
import perennial.registry.monitoring.VersionReference;
import perennial.trainer.Environment;
import perennial.trainer.Family;
import perennial.trainer.FitReports;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.InputFiles;

/**
 * From counts of customers to a fitted and registered version. There is no holdout: the counts say
 * nothing of single customers, and no amounts, so that a purchase has a stated value.
 */
public final class CountsTraining {
  /** The warning of a fit that was not told when the last period ended. */
  public static final String NO_OBSERVATION_END =
      "--observation-end was not given: today stands in for the day that the last period ended,"
          + " which nothing in the file says; no parameter depends on it";

  /** Periods over which the heat map expects purchases. */
  private static final int HEAT_MAP_PERIODS = 5;

  private final Clock clock;
  private final TrainingProgress progress;

  public CountsTraining(Clock clock, TrainingProgress progress) {
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Fits every cohort asked for, in the order of the file; without cohorts there is one fit.
   * Without an observation end, which no parameter depends on, today stands in with a warning.
   *
   * @throws BadInput when the data or their description are wrong
   */
  public List<Trained> fitEach(CountsSettings settings) {
    Path file = Path.of(settings.file());
    if (settings.family().input() == Family.Input.SUMMARY) {
      return List.of(fit(settings, SummaryFile.read(file, settings.period()), Optional.empty()));
    }
    SurvivorsFile survivors = SurvivorsFile.read(file);
    List<String> cohorts =
        settings.cohort().map(List::of).orElseGet(() -> List.copyOf(survivors.cohorts()));
    return cohorts.stream()
        .map(name -> {
          Cohort cohort = new Cohort(name, survivors.survivors(name));
          return fit(
              settings.withCohort(name), cohort.counts(settings.period()), Optional.of(cohort));
        })
        .toList();
  }

  /**
   * Fits one cohort and registers it when the fit converged.
   *
   * @throws BadInput when the data or their description are wrong, the settings have no observation
   *     end, or the file has several cohorts and the settings choose none
   * @throws perennial.registry.RegistryUnavailable when it cannot be registered; nothing is then
   */
  public Training.Registered trainAndRegister(
      CountsSettings settings, String modelName, String actor, ModelRegistry registry) {
    settings.requireObservationEnd();
    if (settings.cohort().isEmpty() && settings.family().input() == Family.Input.SURVIVORS) {
      var cohorts = SurvivorsFile.read(Path.of(settings.file())).cohorts();
      if (cohorts.size() > 1) {
        throw new BadInput(
            "which cohort? a version is of one: choose with --cohort among %s"
                .formatted(String.join(", ", cohorts)));
      }
    }
    Trained trained = fitEach(settings).getFirst();
    if (!trained.converged()) {
      return new Training.Registered(trained, Optional.empty());
    }
    progress.at("registering " + modelName, 0, 1);
    ModelVersion version = registry.register(trained.newVersion(modelName, actor));
    progress.at("registering " + modelName, 1, 1);
    return new Training.Registered(trained, Optional.of(version));
  }

  private Trained fit(CountsSettings settings, Counts counts, Optional<Cohort> cohort) {
    String step = "fitting %s %s".formatted(settings.family().label(), counts.cohort());
    progress.at(step.strip(), 0, 1);
    FitResult<? extends PurchaseModel> fit = fit(settings, counts);
    progress.at(step.strip(), 1, 1);
    LocalDate end = settings.observationEnd().orElseGet(() -> LocalDate.now(clock));
    BtydModel model =
        new BtydModel(
            fit.model(),
            fit.covariance(),
            new FixedSpend(settings.orderValue().orElse(1.0)),
            Covariance.UNKNOWN,
            SpendOrders.REPEAT,
            settings.period(),
            settings.terms(),
            end);
    TrainingReport report = report(settings, counts, cohort, fit, end);
    return new Trained(
        report,
        model,
        provenance(settings, report),
        fit.converged(),
        charts(model, counts.data()),
        VersionReference.NONE);
  }

  /** Counts have no days to track; a heat map says nothing of a contract, which ends visibly. */
  private static VersionCharts charts(BtydModel model, PurchaseData data) {
    if (model.purchases() instanceof ContractModel) {
      return VersionCharts.NONE;
    }
    int[] rows = IntStream.range(0, data.rows()).toArray();
    HeatMapAxes axes =
        HeatMapAxes.around(
            model.timeUnit(),
            Math.min(HEAT_MAP_PERIODS * model.timeUnit().days(), Horizons.MAX_DAYS),
            Arrays.stream(rows).map(data::x).toArray(),
            Arrays.stream(rows)
                .mapToDouble(row -> data.age(row) * model.timeUnit().days())
                .toArray(),
            Arrays.stream(rows).mapToDouble(data::weight).toArray());
    return VersionCharts.NONE.with(HeatMap.of(model, axes, Map.of()));
  }

  private static FitResult<? extends PurchaseModel> fit(CountsSettings settings, Counts counts) {
    try {
      return settings.family().fit(counts.data());
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s cannot be fitted: %s".formatted(settings.file(), e.getMessage()), e);
    }
  }

  private static TrainingReport report(
      CountsSettings settings,
      Counts counts,
      Optional<Cohort> cohort,
      FitResult<? extends PurchaseModel> fit,
      LocalDate end) {
    Optional<RetentionCurve> curve =
        fit.model() instanceof ContractModel model
            ? cohort.map(c -> c.curve(model))
            : Optional.empty();
    return new TrainingReport(
        settings.family().label(),
        settings.period(),
        SpendOrders.REPEAT,
        settings.terms(),
        data(settings, counts, end),
        FitReports.of(fit, end, warnings(settings), spend(settings)),
        Optional.empty(),
        Optional.empty(),
        curve);
  }

  private static List<String> warnings(CountsSettings settings) {
    return settings.observationEnd().isPresent() ? List.of() : List.of(NO_OBSERVATION_END);
  }

  private static FitReport.Spend spend(CountsSettings settings) {
    return settings
        .orderValue()
        .map(value -> FitReport.Spend.fixed(value, List.of()))
        .orElseGet(() ->
            FitReport.Spend.fixed(
                1,
                List.of(
                    "the file has no amounts and --order-value was not given: a purchase is worth"
                        + " 1, so that CLV counts discounted purchases and is no money")));
  }

  private static DataReport data(CountsSettings settings, Counts counts, LocalDate end) {
    return new DataReport(
        settings.cohort().map(c -> name(settings) + ", cohort " + c).orElse(name(settings)),
        counts.lines(),
        counts.lines(),
        Math.round(counts.data().customers()),
        Math.round(counts.repeatPurchases()),
        end.minusDays((long) counts.periods() * settings.period().days()),
        end,
        "UTC",
        new TreeMap<>(),
        new DataReport.Refunds(0, 0, 0, 0, 0));
  }

  private static String name(CountsSettings settings) {
    return String.valueOf(Path.of(settings.file()).getFileName());
  }

  private perennial.model.Provenance provenance(CountsSettings settings, TrainingReport report) {
    return Environment.provenance(
        InputFiles.find(settings.file()), settings.byName(), settings.seed(), report, clock);
  }
}
