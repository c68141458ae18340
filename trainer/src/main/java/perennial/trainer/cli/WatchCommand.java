package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Verdict;
import perennial.registry.Database;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.WindowReport;
import perennial.trainer.monitoring.AccuracyJob;
import perennial.trainer.monitoring.WindowJob;
import perennial.trainer.monitoring.WindowJob.Watched;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures windows, the newest or those of the past. */
@Command(
    name = "watch",
    description = {
      "Measure what the champion sees and says against what it was trained on.",
      "",
      "Each window of the prediction log and the ledger is counted over the version's frozen"
          + " reference, saved, and raises or resolves alerts; predictions that have matured are"
          + " compared with what customers did. The worker does the same by its schedule. A window"
          + " that was measured before is measured again and replaced.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial watch                       (the last whole week)",
      "  perennial watch --model retail --from 2026-01-01",
      "  perennial watch --period day --from 2026-03-01 --to 2026-03-07",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class WatchCommand implements Callable<Integer> {
  private static final int MOST_WINDOWS = 1000;

  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "A day of the first window. Default: only the last whole window.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last day; only whole windows up to it. Default: yesterday.")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--period",
      paramLabel = "day|week",
      defaultValue = "week",
      description = "Length of a window; weeks begin on Monday. Default: week.")
  private String period = "week";

  @Override
  public Integer call() {
    try (Database registry = database.open()) {
      Clock clock = Clock.systemUTC();
      ZoneId zone = registry.ledger().terms().map(LedgerTerms::timeZone).orElse(ZoneOffset.UTC);
      LocalDate yesterday = LocalDate.ofInstant(clock.instant(), zone).minusDays(1);
      LocalDate last = to.filter(day -> day.isBefore(yesterday)).orElse(yesterday);
      WindowJob job = new WindowJob(registry, MonitoringSettings.DEFAULT, clock);
      List<Watched> watched = new ArrayList<>();
      for (MonitoringWindow window : windows(last)) {
        watched.add(
            job.run(model.name(), window)
                .orElseThrow(() ->
                    new BadInput(
                        "%s has no champion: promote a version first".formatted(model.name()))));
      }
      AccuracyJob.Judged judged =
          new AccuracyJob(registry, MonitoringSettings.DEFAULT, clock).run(model.name(), last);
      List<Alert> news = new ArrayList<>();
      watched.forEach(window -> news.addAll(window.news()));
      news.addAll(judged.news());
      console.print(() -> json(watched, news), () -> text(watched, news));
      return ExitCode.OK;
    }
  }

  private List<MonitoringWindow> windows(LocalDate last) {
    Period length =
        switch (period.toLowerCase(Locale.ROOT)) {
          case "day" -> Period.DAY;
          case "week" -> Period.WEEK;
          default -> throw new BadInput("--period %s must be day or week".formatted(period));
        };
    MonitoringWindow newest = length.containing(last);
    if (newest.end().isAfter(last.plusDays(1))) {
      newest = newest.previous();
    }
    MonitoringWindow next = from.map(length::containing).orElse(newest);
    List<MonitoringWindow> windows = new ArrayList<>();
    for (; !next.end().isAfter(newest.end()); next = next.next()) {
      windows.add(next);
    }
    if (windows.isEmpty()) {
      throw new BadInput(
          "no whole %s from %s to %s"
              .formatted(period, from.map(Object::toString).orElse(""), last));
    }
    if (windows.size() > MOST_WINDOWS) {
      throw new BadInput(
          "%d windows from %s on must be at most %d at once"
              .formatted(windows.size(), windows.getFirst().start(), MOST_WINDOWS));
    }
    return windows;
  }

  private static String text(List<Watched> watched, List<Alert> news) {
    Table table = Table.of("llrrrrrr");
    table.row(
        "from", "to", "version", "predictions", "customers", "measures", "warnings", "alarms");
    for (Watched window : watched) {
      WindowReport report = window.report();
      table.row(
          report.window().start().toString(),
          report.window().end().minusDays(1).toString(),
          Long.toString(report.version()),
          number(report.predictions()),
          number(report.customers()),
          report.measures().isEmpty() ? "-" : number(enough(report)),
          number(count(report, Verdict.WARN)),
          number(count(report, Verdict.ALARM)));
    }
    StringBuilder text = new StringBuilder(table.text(""));
    text.append('\n');
    if (watched.stream().allMatch(window -> enough(window.report()) == 0)) {
      text.append("Not enough data: no reference of the version, or too few customers.\n");
    }
    if (news.isEmpty()) {
      text.append("Nothing new to tell.\n");
    }
    for (Alert alert : news) {
      text.append(
          "%s %d, from %s: %s\n"
              .formatted(
                  alert.severity() == Alert.Severity.ALARM ? "alarm  " : "warning",
                  alert.id(),
                  alert.lastWindow().start(),
                  alert.what()));
    }
    return text.toString();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static long enough(WindowReport report) {
    return report.measures().size() - count(report, Verdict.NOT_ENOUGH_DATA);
  }

  private static long count(WindowReport report, Verdict verdict) {
    return report.measures().stream().filter(m -> m.verdict() == verdict).count();
  }

  private static ObjectNode json(List<Watched> watched, List<Alert> news) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var windows = json.putArray("windows");
    for (Watched window : watched) {
      WindowReport report = window.report();
      windows
          .addObject()
          .put("period", report.window().period().name())
          .put("start", report.window().start().toString())
          .put("version", report.version())
          .put("predictions", report.predictions())
          .put("customers", report.customers())
          .put("measures", enough(report))
          .put("warnings", count(report, Verdict.WARN))
          .put("alarms", count(report, Verdict.ALARM));
    }
    var alerts = json.putArray("news");
    for (Alert alert : news) {
      alerts
          .addObject()
          .put("id", alert.id())
          .put("severity", alert.severity().name())
          .put("feature", alert.feature())
          .put("segment", alert.segment().text())
          .put("window", alert.lastWindow().start().toString())
          .put("what", alert.what());
    }
    return json;
  }
}
