package perennial.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import perennial.evaluation.Calibration;
import perennial.evaluation.CalibrationOutcomes;
import perennial.evaluation.CalibrationReport;
import perennial.evaluation.KChoice;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.ErlangModel;
import perennial.model.SpendOrders;
import perennial.model.Traits;
import perennial.simulation.SimulationSettings;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.ChosenWindow;
import perennial.trainer.transactions.CustomerTraits;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;
import perennial.uncertainty.PredictionIntervals;
import perennial.uncertainty.Predictive;

/**
 * Fits a model to the days before a holdout and asks whether its predictive distributions say what
 * then happened: the purchases of every customer, the net value of all of them, and the net value
 * of those who purchased given how often they did. Nothing is discounted and the margin is 1.
 */
public final class CalibrationRun {
  private static final int AT_ONCE = 16_384;

  private final Clock clock;
  private final TrainingProgress progress;

  public CalibrationRun(Clock clock, TrainingProgress progress) {
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param family that was judged
   * @param fitted whether its parameters were; the truth of a simulation otherwise
   * @param window of the histories and the holdout
   * @param converged whether the fit reached a maximum
   * @param k regularity of the times between purchases, for a fit of a family that has it
   * @param quantities by name: purchases, value and spend (absent when nobody purchased)
   */
  public record Result(
      String family,
      boolean fitted,
      Window window,
      boolean converged,
      Optional<Regularity> k,
      SequencedMap<String, CalibrationReport> quantities) {}

  /** A k and how it came about. */
  public record Regularity(int k, KChoice choice) {}

  private record Held(CustomerHistory history, int purchases, double value) {}

  /**
   * Judges a fit.
   *
   * @param settings with a holdout; a refit is not made
   * @throws BadInput when the data or their description are wrong
   */
  public Result judge(TrainingSettings settings) {
    if (settings.holdoutDays() < 1) {
      throw new BadInput("what is to be predicted? say --holdout-days DAYS, 1 or more");
    }
    Trained trained = new Training(clock, progress).train(settings);
    return judge(settings, trained.model(), trained.converged(), k(trained), true);
  }

  private static Optional<Regularity> k(Trained trained) {
    return trained.model().purchases() instanceof ErlangModel erlang
        ? trained.report().calibration().kChoice().map(how -> new Regularity(erlang.k(), how))
        : Optional.empty();
  }

  /** Judges the models that customers were simulated from. */
  public Result judgeTruth(TrainingSettings settings, SimulationSettings simulated) {
    BtydModel truth =
        new BtydModel(
            simulated.purchases(),
            Covariance.UNKNOWN,
            simulated.spend(),
            Covariance.UNKNOWN,
            settings.spendOrders(),
            simulated.unit(),
            settings.terms(),
            LocalDate.EPOCH);
    return judge(settings, truth, true, Optional.empty(), false);
  }

  /** Simulates a log, hands it over as a file and removes it. */
  public static Path simulate(SimulationSettings settings) {
    try {
      Path file = Files.createTempFile("perennial-calibration", ".csv");
      SimulatedLog.write(settings, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("writing simulated customers", e);
    }
  }

  private Result judge(
      TrainingSettings settings,
      BtydModel model,
      boolean converged,
      Optional<Regularity> k,
      boolean fitted) {
    InputFiles files = InputFiles.find(settings.transactions());
    try (TransactionLog log =
        TransactionLog.read(files, settings.format(), settings.memoryLimit(), progress::at)) {
      Window window =
          ChosenWindow.of(log, settings.observationEnd(), settings.holdoutDays(), clock).window();
      List<Held> held = held(settings, log, window);
      return new Result(
          model.family(), fitted, window, converged, k, measure(settings, model, window, held));
    }
  }

  /** The customers of the histories, with what they did in the holdout. */
  private static List<Held> held(TrainingSettings settings, TransactionLog log, Window window) {
    Optional<CustomerTraits> traits = Training.traits(settings);
    Map<String, Double> totals = new HashMap<>();
    log.visit(
        window.extended(), (customer, row) -> totals.put(customer, row.spend(SpendOrders.ALL)));
    List<Held> held = new ArrayList<>();
    log.visit(
        window,
        (customer, row) -> {
          Traits own = traits.flatMap(all -> all.of(customer)).orElse(Traits.NONE);
          double before = row.spend(SpendOrders.ALL);
          held.add(
              new Held(
                  row.history(settings.spendOrders()).with(own),
                  row.holdoutPurchases(),
                  totals.getOrDefault(customer, before) - before));
        });
    return held;
  }

  private record Outcomes(
      Calibration.Outcome purchases,
      Calibration.Outcome value,
      Optional<Calibration.Outcome> spend) {}

  private SequencedMap<String, CalibrationReport> measure(
      TrainingSettings settings, BtydModel model, Window window, List<Held> customers) {
    PredictionIntervals intervals = PredictionIntervals.of(model);
    Calibration purchases = new Calibration(settings.seed());
    Calibration value = new Calibration(settings.seed() + 1);
    Calibration spend = new Calibration(settings.seed() + 2);
    int active = 0;
    for (int from = 0; from < customers.size(); from += AT_ONCE) {
      List<Held> some = customers.subList(from, Math.min(customers.size(), from + AT_ONCE));
      List<Outcomes> outcomes =
          some.parallelStream().map(held -> outcomes(intervals, held, window)).toList();
      for (Outcomes outcome : outcomes) { // in order, so that the same draws meet them
        purchases.add(outcome.purchases());
        value.add(outcome.value());
        outcome.spend().ifPresent(spend::add);
        active += outcome.spend().isPresent() ? 1 : 0;
      }
      progress.at("judging customers", from + some.size(), customers.size());
    }
    SequencedMap<String, CalibrationReport> reports = new LinkedHashMap<>();
    reports.put("purchases", purchases.report());
    reports.put("value", value.report());
    if (active > 0) {
      reports.put("spend", spend.report());
    }
    return reports;
  }

  private static Outcomes outcomes(PredictionIntervals intervals, Held held, Window window) {
    Predictive predictive = intervals.predictive(held.history(), window.holdoutDays());
    int n = held.purchases();
    return new Outcomes(
        CalibrationOutcomes.purchases(predictive, n),
        CalibrationOutcomes.value(predictive, n == 0 ? 0 : held.value()),
        n == 0
            ? Optional.empty()
            : Optional.of(CalibrationOutcomes.spend(intervals, held.history(), n, held.value())));
  }
}
