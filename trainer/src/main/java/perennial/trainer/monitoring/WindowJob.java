package perennial.trainer.monitoring;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import perennial.model.BtydModel;
import perennial.monitoring.AlertRule;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Verdict;
import perennial.registry.Database;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.monitoring.WindowReport;

/**
 * Measures windows of models and raises the alerts that come of them. The alerts are saved in one
 * transaction, then the report in another: a window whose report is there has been told of. One
 * that was cut off between the two is measured again, and its alerts do not notice.
 */
public final class WindowJob {
  private final Database database;
  private final MonitoringSettings settings;
  private final Clock clock;

  public WindowJob(Database database, MonitoringSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a window showed.
   *
   * @param news alerts that were opened or became worse
   */
  public record Watched(WindowReport report, List<Alert> news) {}

  /**
   * Measures a window against the version that was champion at its end, whether or not it was
   * measured before. A version without a reference has not enough data, and raises nothing.
   *
   * @return empty when nothing was ever deployed
   * @throws perennial.registry.UnknownModel when there is no such model
   * @throws perennial.registry.RegistryUnavailable when the database cannot be reached
   */
  public Optional<Watched> run(String model, MonitoringWindow window) {
    ZoneId zone = zone(database);
    ServedVersions versions = new ServedVersions(database.registry());
    OptionalLong version = versions.championAt(model, window.end().atStartOfDay(zone).toInstant());
    if (version.isEmpty()) {
      return Optional.empty();
    }
    long champion = version.getAsLong();
    BtydModel fitted = versions.fitted(model, champion);
    WindowMeasurement.Measured measured =
        new WindowMeasurement(
                database, settings, window, fitted, versions.reference(model, champion).profile())
            .measure(
                model,
                champion,
                zone,
                clock.instant(),
                database.monitoring().window(model, window.previous()));
    WindowReport report = measured.report();
    List<Sighting> sightings = sightings(report, measured.told(), fitted.terms().currency());
    List<Alert> news =
        database.alerts().seen(model, window, sightings, calm(report, measured.told()));
    database.monitoring().save(report);
    return Optional.of(new Watched(report, news));
  }

  /** Of the ledger; UTC without one. */
  static ZoneId zone(Database database) {
    return database.ledger().terms().map(LedgerTerms::timeZone).orElse(ZoneOffset.UTC);
  }

  private List<Sighting> sightings(WindowReport report, List<DriftMeasure> told, String currency) {
    Sentences sentences = new Sentences(currency);
    List<Sighting> sightings = new ArrayList<>();
    for (DriftMeasure measure : told) {
      sightings.add(
          new Sighting(
              report.model(),
              report.version(),
              measure.feature(),
              measure.role(),
              measure.segment(),
              measure.verdict() == Verdict.ALARM ? Severity.ALARM : Severity.WARNING,
              report.window(),
              AlertRule.alarmUnits(measure, settings),
              sentences.what(measure),
              sentences.suggestion(measure)));
    }
    return sightings;
  }

  /** What is stable, or an alert that another one explains. */
  private static Set<Subject> calm(WindowReport report, List<DriftMeasure> told) {
    Set<Subject> calm = new HashSet<>();
    for (DriftMeasure measure : report.measures()) {
      if (measure.verdict() != Verdict.NOT_ENOUGH_DATA && !told.contains(measure)) {
        calm.add(new Subject(measure.feature(), measure.segment()));
      }
    }
    return calm;
  }
}
