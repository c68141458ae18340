package perennial.trainer;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.DataReport;
import perennial.evaluation.TrainingReport;
import perennial.evaluation.charts.VersionCharts;
import perennial.fitting.PurchaseTimings;
import perennial.model.BtydModel;
import perennial.model.Provenance;
import perennial.monitoring.HoldoutErrors;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;
import perennial.registry.monitoring.VersionReference;
import perennial.trainer.monitoring.AccuracyJob;
import perennial.trainer.monitoring.ReferenceBuilder;
import perennial.trainer.transactions.ChosenWindow;
import perennial.trainer.transactions.CustomerTraits;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogSource;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;

/**
 * From a transaction log to a fitted, judged and registered version.
 *
 * <p>The log is reduced to customer histories at the observation end, purchases and spend are
 * fitted, and the holdout judges them beside simple baselines. For registration everything is
 * fitted again up to the end of the holdout, unless the settings say otherwise.
 */
public final class Training {
  private final Clock clock;
  private final TrainingProgress progress;
  private final FitListener listener;

  public Training(Clock clock, TrainingProgress progress) {
    this(clock, progress, FitListener.NONE);
  }

  /**
   * @param listener is shown each fit with the customers it was made of
   */
  public Training(Clock clock, TrainingProgress progress, FitListener listener) {
    this.clock = clock;
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * Fits, judges, and registers when the fit to be registered converged. A calibration fit that did
   * not, say because its customers show no sign of leaving, is reported with its warnings.
   *
   * @param actor who registers
   * @return the run, and the version, which is absent when a fit did not converge
   * @throws perennial.trainer.transactions.BadInput when the data or their description are wrong
   * @throws perennial.registry.RegistryUnavailable when it cannot be registered; nothing is then
   */
  public Registered trainAndRegister(
      TrainingSettings settings, String modelName, String actor, ModelRegistry registry) {
    return register(train(settings), modelName, actor, registry);
  }

  /** The same from a source that is no file; the settings' transactions are only its name. */
  public Registered trainAndRegister(
      TrainingSettings settings,
      LogSource source,
      String modelName,
      String actor,
      ModelRegistry registry) {
    return register(train(settings, source), modelName, actor, registry);
  }

  private Registered register(
      Trained trained, String modelName, String actor, ModelRegistry registry) {
    if (!trained.converged()) {
      return new Registered(trained, Optional.empty());
    }
    progress.at("registering " + modelName, 0, 1);
    ModelVersion version = registry.register(trained.newVersion(modelName, actor));
    progress.at("registering " + modelName, 1, 1);
    return new Registered(trained, Optional.of(version));
  }

  /** A run and the version it registered, if any. */
  public record Registered(Trained trained, Optional<ModelVersion> version) {}

  /**
   * Fits, judges and, with a holdout and unless the settings say otherwise, refits.
   *
   * @throws perennial.trainer.transactions.BadInput when the data or their description are wrong
   */
  public Trained train(TrainingSettings settings) {
    return train(settings, LogSource.of(InputFiles.find(settings.transactions())));
  }

  /** The same from a source that is no file; the settings' transactions are only its name. */
  public Trained train(TrainingSettings settings, LogSource source) {
    Optional<CustomerTraits> traits = traits(settings);
    try (TransactionLog log =
        source.read(settings.format(), settings.memoryLimit(), progress::at)) {
      ChosenWindow chosen =
          ChosenWindow.of(log, settings.observationEnd(), settings.holdoutDays(), clock);
      Window window = chosen.window();
      DataReport data = log.report(window);
      Histories histories = histories(log, window, traits);
      FittedModel calibration = fit(settings, window, log, histories, chosen.warnings());
      Optional<Holdout.Judged> judged = judge(calibration, window, histories);
      VersionCharts charts = charts(settings, calibration, window, histories, judged);
      SortedMap<Integer, HoldoutErrors> holdoutErrors =
          holdoutErrors(calibration, window, log, traits);
      Optional<FittedModel> refit = Optional.empty();
      if (settings.refit() && window.holdoutDays() > 0) {
        histories = histories(log, window.extended(), traits);
        refit = Optional.of(fit(settings, window.extended(), log, histories, List.of()));
      }
      BtydModel registered = refit.orElse(calibration).model();
      TrainingReport report =
          new TrainingReport(
              settings.family().label(),
              settings.timeUnit(),
              settings.spendOrders(),
              settings.terms(),
              data,
              calibration.report(),
              judged.map(Holdout.Judged::report),
              refit.map(FittedModel::report));
      return new Trained(
          report,
          registered,
          provenance(settings, source, report),
          refit.orElse(calibration).converged(),
          charts.with(Charts.heatMap(registered, histories, window.holdoutDays())),
          reference(registered, histories, source, holdoutErrors));
    }
  }

  /** Before minutes of reading the log: a wrong file of facts is known at once. */
  static Optional<CustomerTraits> traits(TrainingSettings settings) {
    CovariateSettings covariates = settings.covariates();
    return covariates
        .file()
        .map(file ->
            CustomerTraits.read(
                file,
                settings.format().columns().customer(),
                covariates.numericColumns(),
                covariates.poolBy()));
  }

  private static Histories histories(
      TransactionLog log, Window window, Optional<CustomerTraits> traits) {
    return traits.isPresent() ? log.histories(window, traits.get()) : log.histories(window);
  }

  private VersionReference reference(
      BtydModel registered,
      Histories histories,
      LogSource source,
      SortedMap<Integer, HoldoutErrors> holdoutErrors) {
    String step = "freezing the reference of later windows";
    progress.at(step, 0, 1);
    VersionReference reference = ReferenceBuilder.of(registered, histories, source, holdoutErrors);
    progress.at(step, 1, 1);
    return reference;
  }

  /** Errors over the partial horizons that the holdout is long enough for, by weeks. */
  private static SortedMap<Integer, HoldoutErrors> holdoutErrors(
      FittedModel calibration, Window window, TransactionLog log, Optional<CustomerTraits> traits) {
    SortedMap<Integer, HoldoutErrors> errors = new TreeMap<>();
    for (int weeks : AccuracyJob.WEEKS) {
      int days = 7 * weeks;
      if (days <= window.holdoutDays()) {
        Histories partial = histories(log, new Window(window.observationEnd(), days), traits);
        errors.put(weeks, Holdout.errors(calibration.model(), partial, days));
      }
    }
    return errors;
  }

  private FittedModel fit(
      TrainingSettings settings,
      Window window,
      TransactionLog log,
      Histories histories,
      List<String> warnings) {
    String step =
        "fitting %s to %,d customers up to %s"
            .formatted(settings.family().label(), histories.size(), window.observationEnd());
    progress.at(step, 0, 1);
    Optional<PurchaseTimings> timings =
        settings.family().hasK() ? Optional.of(log.timings(window)) : Optional.empty();
    FittedModel fitted = FittedModel.fit(settings, window, histories, timings, warnings);
    progress.at(step, 1, 1);
    listener.fitted(fitted.model(), window, histories);
    return fitted;
  }

  private static VersionCharts charts(
      TrainingSettings settings,
      FittedModel calibration,
      Window window,
      Histories histories,
      Optional<Holdout.Judged> judged) {
    return judged
        .map(j ->
            Charts.judged(
                calibration.model(),
                window,
                histories,
                settings.covariates().poolBy(),
                j.predicted()))
        .orElseGet(
            () -> VersionCharts.NONE.with(Charts.tracking(calibration.model(), window, histories)));
  }

  private Optional<Holdout.Judged> judge(
      FittedModel calibration, Window window, Histories histories) {
    return window.holdoutDays() == 0
        ? Optional.empty()
        : Optional.of(Holdout.judge(calibration.model(), window, histories));
  }

  private Provenance provenance(
      TrainingSettings settings, LogSource source, TrainingReport report) {
    return Environment.provenance(source, settings.byName(), settings.seed(), report, clock);
  }
}
