package perennial.admin.overview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.accuracy.AccuracyWords;
import perennial.admin.chart.Timeline;
import perennial.admin.chart.Timeline.Lane;
import perennial.admin.model.Badge;
import perennial.admin.model.Fleet;
import perennial.admin.model.Lanes;
import perennial.admin.model.PeriodRow;
import perennial.admin.model.Served;
import perennial.admin.model.ServingHistory;
import perennial.admin.overview.OverviewPage.Asked;
import perennial.admin.overview.OverviewPage.ModelRow;
import perennial.admin.overview.OverviewPage.Notice;
import perennial.admin.overview.OverviewPage.Rival;
import perennial.admin.overview.OverviewPage.ServerRow;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.admin.table.TableQuery;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;
import perennial.registry.ModelVersion;
import perennial.registry.ServingReport;
import perennial.registry.monitoring.Alert;
import perennial.registry.predictionlog.RecentTraffic;

/** Reads the state of everything and says whether all is well. */
public final class Overview {
  /** Who takes its share from a challenger that misbehaves: a server. */
  private static final String BRAKE = "brake";

  private final ModelRegistry registry;
  private final RecentTraffic traffic;
  private final Watch watch;
  private final Formats formats;

  public Overview(ModelRegistry registry, RecentTraffic traffic, Watch watch, Formats formats) {
    this.registry = registry;
    this.traffic = traffic;
    this.watch = watch;
    this.formats = formats;
  }

  /** A model with all that its row is made of. */
  private record State(
      ModelSummary summary,
      ServingHistory history,
      ModelVersion newest,
      Optional<ModelVersion> champion,
      @Nullable Fleet fleet) {
    String name() {
      return summary.name();
    }
  }

  OverviewPage read(TableQuery periods, TableQuery servers) {
    List<ServingReport> reports = registry.servingReports();
    List<State> states = registry.models().stream().map(m -> state(m, reports)).toList();
    List<Lane> lanes = new ArrayList<>();
    List<Served> served = new ArrayList<>();
    List<Reported> reported = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    for (State s : states) {
      s.history().live().ifPresent(d -> lanes.add(Lanes.champions(s.name(), s.history(), formats)));
      served.addAll(Served.champions(s.name(), s.history()));
      reported.addAll(reported(s.history(), s.fleet()));
      addNotices(s, notices);
    }
    List<Alert> waiting = watch.waiting();
    notices.addAll(watch.alerts(waiting));
    notices.sort(Comparator.comparing(n -> List.of("bad", "warn", "decide").indexOf(n.tone())));
    Verdict verdict =
        Verdict.of(states.stream().map(Overview::standing).toList()).with(Watch.Open.of(waiting));
    Map<String, Asked> asked = asked(states);
    Timeline timeline = lanes.isEmpty() ? null : Timeline.of(lanes, formats.now(), formats.zone());
    return new OverviewPage(
        verdict.tone(),
        verdict.title(),
        formats.clockTime(formats.now()),
        states.stream().map(s -> row(s, asked, waiting)).toList(),
        asked.isEmpty() ? "" : TrafficWords.ABOUT,
        notices,
        timeline,
        Served.CHAMPIONS.view(periods, served, p -> PeriodRow.of(p, formats)),
        Reported.TABLE.view(servers, reported, Overview::serverRow));
  }

  /** What every server says about every model. */
  List<Reported> reported() {
    List<ServingReport> reports = registry.servingReports();
    List<Reported> all = new ArrayList<>();
    for (ModelSummary m : registry.models()) {
      ServingHistory history = ServingHistory.read(registry, m.name());
      all.addAll(reported(history, fleet(history, reports)));
    }
    return all;
  }

  /** Which version was whose champion when. */
  List<Served> served() {
    return registry.models().stream()
        .flatMap(m -> Served.champions(m.name(), ServingHistory.read(registry, m.name())).stream())
        .toList();
  }

  private @Nullable Fleet fleet(ServingHistory history, List<ServingReport> reports) {
    return history.live().map(d -> Fleet.of(d, reports, formats)).orElse(null);
  }

  private State state(ModelSummary summary, List<ServingReport> reports) {
    ServingHistory history = ServingHistory.read(registry, summary.name());
    return new State(
        summary,
        history,
        registry.version(summary.name(), summary.latestVersion()),
        history.live().map(d -> registry.version(summary.name(), d.championVersion())),
        fleet(history, reports));
  }

  private static Verdict.Standing standing(State s) {
    return new Verdict.Standing(
        s.name(), s.history().live().map(Deployment::championVersion).orElse(0L), s.fleet());
  }

  /** Of the models that serve. */
  private Map<String, Asked> asked(List<State> states) {
    List<String> serving =
        states.stream().filter(s -> s.champion().isPresent()).map(State::name).toList();
    Instant now = formats.now();
    Map<String, Asked> asked = new HashMap<>();
    traffic
        .of(serving, TrafficWords.from(now), TrafficWords.until(now))
        .forEach(t -> asked.put(t.model(), TrafficWords.of(t)));
    return asked;
  }

  private ModelRow row(State s, Map<String, Asked> asked, List<Alert> waiting) {
    Optional<Deployment> live = s.history().live();
    Optional<ServingHistory.Period> period = s.history().championPeriod();
    ModelVersion shown = s.champion().orElse(s.newest());
    AccuracyWords.Brief accuracy = watch.accuracy(s.name());
    return new ModelRow(
        new Link(s.name(), Link.model(s.name())),
        shown.family(),
        live.map(d -> version(s.name(), d.championVersion())).orElse(null),
        period.map(p -> formats.when(p.from())).orElse(null),
        period.map(p -> p.began().actor()).orElse(""),
        period.map(p -> Prose.by(p.began().actor(), p.began().reason())).orElse(""),
        asked.get(s.name()),
        live.map(d -> rivals(s, d)).orElse(List.of()),
        s.fleet(),
        accuracy.mark(),
        Link.accuracy(s.name()),
        (accuracy.at().isEmpty() ? "" : accuracy.at() + " · ") + holdout(shown),
        watch.watched(s.name(), waiting),
        s.history().formerChampions().isEmpty() ? null : Link.rollBack(s.name()));
  }

  private static String holdout(ModelVersion v) {
    Double mae = v.metrics().get("holdout.mae");
    return mae == null ? "no holdout" : "holdout MAE " + Formats.decimal(mae, 4);
  }

  private static List<Rival> rivals(State s, Deployment live) {
    List<Rival> rivals = new ArrayList<>();
    live.challengerVersion().ifPresent(v -> rivals.add(rival(s, v)));
    live.shadowVersion().ifPresent(v -> rivals.add(rival(s, v)));
    return rivals;
  }

  private static Rival rival(State s, long version) {
    return new Rival(version(s.name(), version), Badge.of(version, s.history()).getFirst());
  }

  private static Link version(String model, long version) {
    return new Link("v" + version, Link.version(model, version));
  }

  private static List<Reported> reported(ServingHistory history, @Nullable Fleet fleet) {
    return fleet == null
        ? List.of()
        : history.live().stream()
            .flatMap(d ->
                fleet.servers().stream()
                    .map(server -> new Reported(d.model(), d.championVersion(), server)))
            .toList();
  }

  private static ServerRow serverRow(Reported r) {
    return new ServerRow(new Link(r.model(), Link.model(r.model())), "v" + r.wanted(), r.server());
  }

  private static boolean isBraked(Deployment live) {
    return live.actor().equals(BRAKE) && live.challengerVersion().isPresent();
  }

  private Notice braked(Deployment live) {
    long challenger = live.challengerVersion().getAsLong();
    return new Notice(
        "warn",
        "braked",
        new Link(
            "%s v%d".formatted(live.model(), challenger), Link.version(live.model(), challenger)),
        "lost its share %s. %s".formatted(formats.when(live.deployedAt()).ago(), live.reason()),
        new Link("Decide", Link.promote(live.model(), challenger)));
  }

  private void addNotices(State s, List<Notice> notices) {
    String model = s.name();
    if (s.fleet() != null) {
      for (Fleet.Server server : s.fleet().servers()) {
        if (server.tone().equals("bad")) {
          Link subject = new Link(server.name() + " · " + model, Link.model(model));
          String detail = "serves %s. %s".formatted(server.serves(), server.detail());
          boolean back = !s.history().formerChampions().isEmpty();
          Link action =
              back
                  ? new Link("Roll back", Link.rollBack(model))
                  : new Link("See " + model, Link.model(model));
          notices.add(new Notice("bad", "failed", subject, detail, action));
        }
      }
    }
    s.history().live().filter(Overview::isBraked).ifPresent(d -> notices.add(braked(d)));
    s.history()
        .live()
        .flatMap(d -> d.challengerVersion().stream().boxed().findFirst())
        .flatMap(v -> watch.challenger(model, v))
        .ifPresent(notices::add);
    long newest = s.newest().version();
    if (s.history().periodsOf(newest).isEmpty()) {
      String detail =
          "registered %s by %s, never served; %s"
              .formatted(
                  formats.when(s.newest().registeredAt()).ago(),
                  s.newest().registeredBy(),
                  watch.gates(model, newest));
      Link subject = new Link(model + " v" + newest, Link.version(model, newest));
      Link action = new Link("Review", Link.promote(model, newest));
      notices.add(new Notice("decide", "decide", subject, detail, action));
    }
  }
}
