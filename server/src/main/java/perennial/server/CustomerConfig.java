package perennial.server;

import io.lettuce.core.RedisURI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.serving.ColdStart;
import perennial.server.serving.SegmentRates;

/** The settings that {@link CustomerSettings} are read from. */
final class CustomerConfig {
  private static final String PREFIX = ServerConfig.PREFIX;
  static final String MIB = PREFIX + "CUSTOMER_MIB";
  static final String SECONDS = PREFIX + "CUSTOMER_SECONDS";
  static final String TRUST_SECONDS = PREFIX + "CUSTOMER_TRUST_SECONDS";
  static final String REDIS_URL = PREFIX + "REDIS_URL";
  static final String REDIS_SECONDS = PREFIX + "REDIS_SECONDS";
  static final String TRANSACTIONS = PREFIX + "COLD_START_TRANSACTIONS";
  static final String HOURS = PREFIX + "COLD_START_HOURS";
  static final String COHORT_SECONDS = PREFIX + "COHORT_SECONDS";
  static final String RATES = PREFIX + "SEGMENT_RATES";
  static final String TIME_ZONE = "PERENNIAL_LEDGER_TIME_ZONE";
  static final String CURRENCY = "PERENNIAL_LEDGER_CURRENCY";

  static final List<ServerSetting> SETTINGS =
      List.of(
          new ServerSetting(MIB, "MiB", "64", "Memory for states of customers; 1 to 65,536."),
          new ServerSetting(
              SECONDS, "s", "3600", "Reads a state again that is older; 1 to 86,400."),
          new ServerSetting(
              TRUST_SECONDS,
              "s",
              "2",
              "Trusts a state this long while the database's announcements are not heard; 1 to 60."),
          new ServerSetting(
              REDIS_URL,
              "",
              "",
              "Redis or Valkey that servers share states in: redis:// or rediss://; empty: none."),
          new ServerSetting(REDIS_SECONDS, "s", "300", "Keeps a state there; 10 to 86,400."),
          new ServerSetting(
              TRANSACTIONS,
              "",
              "3",
              "Purchase days from which on a customer's own history answers; 1 to 1,000."),
          new ServerSetting(
              HOURS,
              "h",
              "48",
              "Hours since the first event after which a buyer's history answers; 0 to 8,760."),
          new ServerSetting(COHORT_SECONDS, "s", "60", "Counts cohorts this often; 1 to 86,400."),
          new ServerSetting(
              RATES,
              "",
              "",
              "Annual discount rates by status, such as active=0.08,lagging=0.10,dormant=0.14,"
                  + "churn-risk=0.20; empty: the version's."),
          new ServerSetting(TIME_ZONE, "", "UTC", "Time zone of the ledger's days, for ever."),
          new ServerSetting(CURRENCY, "", "USD", "Currency of the ledger, ISO 4217, for ever."));

  private CustomerConfig() {}

  /** The settings; what cannot be used is a problem of the reader's, and its default taken. */
  static CustomerSettings read(SettingReader from) {
    return new CustomerSettings(
        from.number(MIB, 1, 65_536),
        Duration.ofSeconds(from.number(SECONDS, 1, 86_400)),
        Duration.ofSeconds(from.number(TRUST_SECONDS, 1, 60)),
        redisUrl(from),
        Duration.ofSeconds(from.number(REDIS_SECONDS, 10, 86_400)),
        new ColdStart(
            from.number(TRANSACTIONS, 1, 1_000), Duration.ofHours(from.number(HOURS, 0, 8_760))),
        from.value(RATES, SegmentRates::parse),
        Duration.ofSeconds(from.number(COHORT_SECONDS, 1, 86_400)),
        new LedgerTerms(from.value(TIME_ZONE, CustomerConfig::zone), currency(from)));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is no time zone such as Europe/Berlin", e);
    }
  }

  private static String currency(SettingReader from) {
    return from.value(CURRENCY, text -> new LedgerTerms(ZoneId.of("UTC"), text).currency());
  }

  /** The problem never shows the URL: it may hold a password. */
  private static String redisUrl(SettingReader from) {
    String url = from.text(REDIS_URL);
    if (url.isEmpty()) {
      return url;
    }
    try {
      if (url.startsWith("redis://") || url.startsWith("rediss://")) {
        var unused = RedisURI.create(url);
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the exception's text, which repeats the URL
    }
    from.problem(REDIS_URL + " is no redis:// or rediss:// URL");
    return "";
  }
}
