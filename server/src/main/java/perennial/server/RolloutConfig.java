package perennial.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import perennial.server.rollout.Brake;
import perennial.server.rollout.RolloutSettings;

/** The settings of the prediction log and of the brake, and their rules. */
final class RolloutConfig {
  static final ServerSetting LOG_SHARE =
      setting(
          "LOG_SHARE", "", "0.1", "Share of the predictions that are logged, 0 to 1; the demo: 1.");
  static final ServerSetting LOG_DAYS =
      setting("LOG_DAYS", "days", "400", "Logged predictions are kept this long; 1 to 3650.");
  static final ServerSetting BRAKE_ANSWERS =
      setting(
          "BRAKE_ANSWERS",
          "",
          "500",
          "A challenger is judged from this many customers on; 20 to 1000000.");
  static final ServerSetting BRAKE_SECONDS =
      setting("BRAKE_SECONDS", "s", "300", "Answers of this time are judged; 2 to 86400.");
  static final ServerSetting BRAKE_ERRORS =
      setting(
          "BRAKE_ERRORS",
          "",
          "0.02",
          "Stops a challenger whose share of failed answers is this much above the champion's; 0: never.");
  static final ServerSetting BRAKE_LATENCY =
      setting(
          "BRAKE_LATENCY",
          "",
          "3",
          "Stops a challenger whose p99 is above 2 ms and above this multiple of the champion's; 0: never.");
  static final ServerSetting BRAKE_SHIFT =
      setting(
          "BRAKE_SHIFT",
          "",
          "0.25",
          "Stops a challenger whose mean CLV is off the champion's on the same customers by this share; 0: never.");

  static final List<ServerSetting> SETTINGS =
      List.of(
          LOG_SHARE,
          LOG_DAYS,
          BRAKE_ANSWERS,
          BRAKE_SECONDS,
          BRAKE_ERRORS,
          BRAKE_LATENCY,
          BRAKE_SHIFT);

  private RolloutConfig() {}

  /** The settings as they are said; {@link #problems} has the rules. */
  static RolloutSettings read(SettingReader from) {
    return new RolloutSettings(
        from.fraction(LOG_SHARE.key()),
        from.number(LOG_DAYS.key()),
        new Brake.Limits(
            from.number(BRAKE_ANSWERS.key()),
            Duration.ofSeconds(from.number(BRAKE_SECONDS.key())),
            from.fraction(BRAKE_ERRORS.key()),
            from.fraction(BRAKE_LATENCY.key()),
            from.fraction(BRAKE_SHIFT.key())));
  }

  /** What breaks the rules; empty when nothing does. */
  static List<String> problems(RolloutSettings settings) {
    List<String> problems = new ArrayList<>();
    Brake.Limits brake = settings.brake();
    within(problems, LOG_SHARE, settings.loggedShare(), 0, 1);
    within(problems, LOG_DAYS, settings.keptDays(), 1, 3_650);
    within(problems, BRAKE_ANSWERS, brake.minAnswers(), 20, 1_000_000);
    within(problems, BRAKE_SECONDS, brake.window().toSeconds(), 2, 86_400);
    within(problems, BRAKE_ERRORS, brake.errors(), 0, 1);
    within(problems, BRAKE_LATENCY, brake.latency(), 0, 1_000);
    within(problems, BRAKE_SHIFT, brake.shift(), 0, 1_000);
    return problems;
  }

  private static void within(
      List<String> problems, ServerSetting setting, Number value, long low, long high) {
    double number = value.doubleValue();
    if (!(low <= number && number <= high)) { // also rejects NaN
      problems.add("%s '%s' must be in [%d, %d]".formatted(setting.key(), value, low, high));
    }
  }

  private static ServerSetting setting(String name, String unit, String value, String meaning) {
    return new ServerSetting(ServerConfig.PREFIX + name, unit, value, meaning);
  }
}
