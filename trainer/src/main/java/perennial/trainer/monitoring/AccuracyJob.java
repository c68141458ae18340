package perennial.trainer.monitoring;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import perennial.model.BtydModel;
import perennial.monitoring.AccuracyRule;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.HoldoutErrors;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MaturedRows;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.Database;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.monitoring.VersionReference;

/**
 * Compares logged predictions with what their customers then did. A prediction is judged over a
 * partial horizon once all of it has passed, against what the version itself expects of it and
 * against the errors of its holdout where that predicted the same; one whose time has not passed is
 * left out, never counted as no purchase. Alerts are saved before the reports, and these in one
 * transaction: what was cut off is done again as a whole.
 */
public final class AccuracyJob {
  /** Partial horizons. */
  public static final List<Integer> WEEKS = List.of(4, 13, 26, 52);

  /** Predictions of so many days are judged together: the newest ones that have matured. */
  static final int PREDICTION_DAYS = 28;

  private final Database database;
  private final MonitoringSettings settings;
  private final Clock clock;

  public AccuracyJob(Database database, MonitoringSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What became known.
   *
   * @param reports one a version that has matured predictions, oldest version first
   * @param news alerts that were opened or became worse
   */
  public record Judged(List<AccuracyReport> reports, List<Alert> news) {}

  /**
   * Judges every version of a model whose predictions have matured, and raises the alarms of the
   * champion.
   *
   * @param asOf last day that labels may come from; the ledger's last day when that is earlier
   */
  public Judged run(String model, LocalDate asOf) {
    Optional<LocalDate> lastDay = database.bulkLedger().lastDay();
    if (lastDay.isEmpty()) {
      return new Judged(List.of(), List.of());
    }
    LocalDate known = lastDay.get().isBefore(asOf) ? lastDay.get() : asOf;
    ZoneId zone = WindowJob.zone(database);
    ServedVersions versions = new ServedVersions(database.registry());
    OptionalLong champion =
        versions.championAt(model, known.plusDays(1).atStartOfDay(zone).toInstant());
    List<AccuracyReport> reports = new ArrayList<>();
    List<Alert> news = new ArrayList<>();
    for (long version : matured(model, known, zone)) {
      AccuracyReport report =
          report(
              model,
              version,
              known,
              zone,
              versions.fitted(model, version),
              versions.reference(model, version));
      reports.add(report);
      if (champion.isPresent() && champion.getAsLong() == version) {
        news.addAll(raise(report));
      }
    }
    database.monitoring().saveAll(reports);
    return new Judged(reports, news);
  }

  /** Versions whose predictions have matured for the shortest horizon. */
  private List<Long> matured(String model, LocalDate known, ZoneId zone) {
    LocalDate end = known.minusWeeks(WEEKS.getFirst()).plusDays(1);
    return database
        .predictionWindows()
        .versions(
            model,
            known
                .minusWeeks(WEEKS.getLast())
                .minusDays(PREDICTION_DAYS)
                .atStartOfDay(zone)
                .toInstant(),
            end.atStartOfDay(zone).toInstant());
  }

  private AccuracyReport report(
      String model,
      long version,
      LocalDate known,
      ZoneId zone,
      BtydModel fitted,
      VersionReference reference) {
    List<MaturedAccuracy> accuracies = new ArrayList<>();
    for (int weeks : WEEKS) {
      // A prediction of the last of these days has all its days up to the last known one.
      LocalDate end = known.minusWeeks(weeks).plusDays(1);
      MaturedSegments segments = new MaturedSegments(fitted, weeks, settings.lifecycle());
      database
          .predictionWindows()
          .matured(
              model, version, end.minusDays(PREDICTION_DAYS), end, 7 * weeks, zone, segments::add);
      segments
          .rows()
          .forEach(
              (segment, matured) -> accuracies.add(accuracy(matured, segment, weeks, reference)));
    }
    return new AccuracyReport(model, version, known, clock.instant(), accuracies);
  }

  private MaturedAccuracy accuracy(
      MaturedRows matured, Segment segment, int weeks, VersionReference reference) {
    HoldoutErrors errors = reference.holdoutErrors().getOrDefault(weeks, HoldoutErrors.NONE);
    if (!errors.bins().isEmpty()) {
      return matured.accuracy(segment, weeks, errors, settings);
    }
    // A version of before: one number for the whole holdout, and a segment has its own level.
    Double mae = reference.holdoutMae().get(weeks);
    return matured.accuracy(
        segment,
        weeks,
        mae == null || !segment.equals(Segment.ALL)
            ? OptionalDouble.empty()
            : OptionalDouble.of(mae),
        settings);
  }

  /** All customers only: segments are many, and the page shows what each of them says. */
  private List<Alert> raise(AccuracyReport report) {
    MonitoringWindow window = Period.WEEK.containing(report.asOf());
    Sentences sentences = new Sentences("");
    List<Sighting> sightings = new ArrayList<>();
    List<Subject> calm = new ArrayList<>();
    for (MaturedAccuracy accuracy : report.accuracies()) {
      if (!accuracy.segment().equals(Segment.ALL)) {
        continue;
      }
      String feature = Features.accuracy(accuracy.weeks());
      if (accuracy.verdict() == Verdict.STABLE) {
        calm.add(new Subject(feature, accuracy.segment()));
      } else if (accuracy.verdict() != Verdict.NOT_ENOUGH_DATA) {
        sightings.add(
            new Sighting(
                report.model(),
                report.version(),
                feature,
                FeatureRole.CALIBRATION,
                accuracy.segment(),
                accuracy.verdict() == Verdict.ALARM ? Severity.ALARM : Severity.WARNING,
                window,
                AccuracyRule.alarmUnits(accuracy, settings),
                sentences.what(accuracy),
                "Compare with the challenger on the same weeks; retrain if it lasts."));
      }
    }
    return database.alerts().seen(report.model(), window, sightings, calm);
  }
}
