package perennial.trainer.worker;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import perennial.registry.retraining.GateSetting;
import perennial.trainer.retraining.GateLimits;
import perennial.trainer.retraining.RunLoop;
import perennial.trainer.webhooks.WebhookDelivery;

/**
 * The worker's settings.
 *
 * @param name in the runs it claims; empty for host name and process
 * @param runs how it claims and does training runs
 * @param silence after which another worker's run is recovered
 * @param grace after a window's end, before it is measured
 * @param catchUpDays how many days it looks back for windows that were not measured
 * @param webhooks how messages are delivered
 * @param keepDeliveries how long the record of a message is kept
 * @param gates what a version must keep to where its policy says nothing else
 */
public record WorkerConfig(
    String name,
    RunLoop.Timing runs,
    Duration silence,
    Duration grace,
    int catchUpDays,
    WebhookDelivery.Settings webhooks,
    Duration keepDeliveries,
    GateLimits gates) {

  /** What every key of the worker's settings begins with. */
  public static final String PREFIX = "PERENNIAL_WORKER_";

  static final String NAME = PREFIX + "NAME";
  static final String POLL = PREFIX + "POLL_SECONDS";
  static final String HEARTBEAT = PREFIX + "HEARTBEAT_SECONDS";
  static final String SILENCE = PREFIX + "SILENCE_SECONDS";
  static final String DRAIN = PREFIX + "DRAIN_SECONDS";
  static final String GRACE = PREFIX + "GRACE_MINUTES";
  static final String CATCH_UP = PREFIX + "CATCH_UP_DAYS";
  static final String WEBHOOK_TIMEOUT = PREFIX + "WEBHOOK_TIMEOUT_SECONDS";
  static final String WEBHOOK_ATTEMPTS = PREFIX + "WEBHOOK_ATTEMPTS";
  static final String WEBHOOK_RETRY = PREFIX + "WEBHOOK_RETRY_SECONDS";
  static final String WEBHOOK_PRIVATE = PREFIX + "WEBHOOK_PRIVATE_ADDRESSES";
  static final String DELIVERY_DAYS = PREFIX + "DELIVERY_DAYS";

  private static final List<WorkerSetting> OWN =
      List.of(
          new WorkerSetting(NAME, "", "", "Name in runs; empty: host name and process."),
          new WorkerSetting(POLL, "s", "2", "Looks for queued runs this often; 1 to 600."),
          new WorkerSetting(
              HEARTBEAT, "s", "5", "Says this often that it works on a run; 1 to 600."),
          new WorkerSetting(
              SILENCE,
              "s",
              "60",
              "Takes a run over whose worker was silent this long; at least 3 heartbeats."),
          new WorkerSetting(
              DRAIN, "s", "8", "Time that a run gets to stop when the worker does; 1 to 600."),
          new WorkerSetting(
              GRACE, "min", "120", "Measures a window this long after its end; 0 to 10,080."),
          new WorkerSetting(
              CATCH_UP, "days", "35", "Looks back so far for unmeasured windows; 1 to 366."),
          new WorkerSetting(
              WEBHOOK_TIMEOUT,
              "s",
              "10",
              "Longest wait for the address of an endpoint, and again for its answer; 1 to 120."),
          new WorkerSetting(
              WEBHOOK_ATTEMPTS, "", "12", "Attempts before a message is given up; 1 to 100."),
          new WorkerSetting(
              WEBHOOK_RETRY,
              "s",
              "5",
              "First wait before a message is sent again; then three times as long each."),
          new WorkerSetting(
              WEBHOOK_PRIVATE,
              "",
              "false",
              "true lets messages go to private, loopback and link-local addresses."),
          new WorkerSetting(
              DELIVERY_DAYS, "days", "30", "Keeps the record of a message this long; 1 to 3,650."));

  private static final List<WorkerSetting> SETTINGS =
      Stream.concat(OWN.stream(), Stream.of(GateSetting.values()).map(WorkerConfig::setting))
          .toList();

  private static WorkerSetting setting(GateSetting gate) {
    return new WorkerSetting(key(gate), gate.unit(), gate.standardText(), gate.meaning());
  }

  private static String key(GateSetting gate) {
    return PREFIX + gate.name();
  }

  /** Every setting with its default, in the order people read them. */
  public static List<WorkerSetting> settings() {
    return SETTINGS;
  }

  /**
   * The defaults with overrides, usually the environment.
   *
   * @throws InvalidWorkerConfig listing every value that cannot be used and every unknown key
   */
  public static WorkerConfig from(Map<String, String> environment) {
    WorkerValues values = new WorkerValues(SETTINGS, environment);
    RunLoop.Timing runs =
        new RunLoop.Timing(
            values.seconds(POLL, 1, 600),
            values.seconds(HEARTBEAT, 1, 600),
            values.seconds(DRAIN, 1, 600));
    Duration silence = values.seconds(SILENCE, 3, 86_400);
    values.check(
        silence.compareTo(runs.heartbeat().multipliedBy(3)) >= 0,
        SILENCE,
        "must be at least 3 times " + HEARTBEAT);
    WorkerConfig config =
        new WorkerConfig(
            values.text(NAME),
            runs,
            silence,
            Duration.ofMinutes(values.whole(GRACE, 0, 10_080)),
            values.whole(CATCH_UP, 1, 366),
            new WebhookDelivery.Settings(
                values.seconds(WEBHOOK_TIMEOUT, 1, 120),
                values.whole(WEBHOOK_ATTEMPTS, 1, 100),
                values.seconds(WEBHOOK_RETRY, 1, 3_600),
                values.flag(WEBHOOK_PRIVATE)),
            Duration.ofDays(values.whole(DELIVERY_DAYS, 1, 3_650)),
            gates(values));
    values.requireNoProblem();
    return config;
  }

  private static GateLimits gates(WorkerValues values) {
    Map<GateSetting, Double> limits = new EnumMap<>(GateSetting.class);
    for (GateSetting gate : GateSetting.values()) {
      limits.put(
          gate,
          gate.isWhole()
              ? (double) values.whole(key(gate), (int) gate.least(), (int) gate.most())
              : values.number(key(gate), gate.least(), gate.most()));
    }
    return GateLimits.of(limits);
  }
}
