package perennial.registry;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import perennial.registry.ledger.BulkLedger;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;
import perennial.registry.ledger.JdbiCustomerLedger;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.EventQuality;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.PredictionWindows;
import perennial.registry.predictionlog.LoggedRequests;
import perennial.registry.predictionlog.PredictionLog;
import perennial.registry.predictionlog.RecentTraffic;
import perennial.registry.retraining.TrainingRuns;
import perennial.registry.scheduling.Reachability;
import perennial.registry.scheduling.SharedSchedule;
import perennial.registry.webhooks.Webhooks;

/** The registry's connection pool and the doors to its tables. Closed by whoever opened it. */
public final class Database implements AutoCloseable {
  private static final int CONNECT_SECONDS = 2;
  private static final int SOCKET_SECONDS = 30;

  private final RegistryConfig config;
  private final Clock clock;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Sql sql;

  /** For work that may take minutes: a connection each time, and no limit on a statement. */
  private final Sql patient;

  private final JdbiCustomerLedger ledger;
  private final Clock time;

  private Database(RegistryConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.pool = new HikariDataSource(poolOf(config));
    this.jdbi = Jdbi.create(pool);
    this.sql = new Sql(jdbi);
    this.patient = new Sql(Jdbi.create(dataSource(config, 0)));
    this.ledger = new JdbiCustomerLedger(sql, patient, clock, JdbiAuditLog::append);
    this.time = new DatabaseClock(this::askTime, System::nanoTime, clock);
  }

  /**
   * Opens a pool without waiting for the database: a server must start with its database down.
   *
   * @throws IllegalArgumentException when the URL is no PostgreSQL URL
   */
  public static Database open(RegistryConfig config, Clock clock) {
    return new Database(config, clock);
  }

  /**
   * Loads what reads a version, which takes half a second of a cold start that a thread beside may
   * spend while the database is reached.
   */
  public static void prepareReading() {
    VersionTable.prepareReading();
  }

  private static HikariConfig poolOf(RegistryConfig config) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("perennial-registry");
    pool.setDataSource(dataSource(config, SOCKET_SECONDS));
    pool.setMaximumPoolSize(config.maxConnections());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CONNECT_SECONDS * 1000L);
    pool.setValidationTimeout(CONNECT_SECONDS * 1000L);
    pool.setInitializationFailTimeout(-1); // start with the database down
    pool.setConnectionInitSql("SET statement_timeout = '20s'");
    return pool;
  }

  /**
   * @param socketSeconds longest wait for an answer; 0: for ever
   */
  static PostgresSource dataSource(RegistryConfig config, int socketSeconds) {
    PostgresSource source = new PostgresSource();
    source.setUrl(config.jdbcUrl());
    source.setUser(config.user());
    source.setPassword(config.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(socketSeconds);
    source.setTcpKeepAlive(true);
    // The server's detail repeats the row that a statement was about, with its customer's id.
    source.setLogServerErrorDetail(false);
    if (source.getApplicationName() == null) {
      source.setApplicationName("perennial");
    }
    return source;
  }

  /**
   * Applies pending migrations; the one place that changes the schema. Returns how many.
   *
   * @throws IllegalStateException saying what to do, when the schema is newer than this software
   * @throws RegistryUnavailable when the database cannot be reached
   */
  public int migrate() {
    requireKnown(SchemaVersion.present(patient));
    try {
      return flyway().migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw schemaFailure("migrating the schema", e);
    }
  }

  /**
   * Checks that the schema is the one this software needs.
   *
   * @throws IllegalStateException saying what to run, when it is older or newer
   * @throws RegistryUnavailable when the database cannot be reached
   */
  public void verifySchema() {
    MigrationVersion needed = SchemaVersion.needed();
    MigrationVersion present = SchemaVersion.present(patient);
    if (present.compareTo(needed) < 0) {
      throw new IllegalStateException(
          "the database's schema is %s, this software needs version %s: run `perennial migrate`"
              .formatted(shown(present), needed));
    }
    requireKnown(present);
  }

  private static void requireKnown(MigrationVersion present) {
    MigrationVersion needed = SchemaVersion.needed();
    if (present.compareTo(needed) > 0) {
      throw new IllegalStateException(
          "the database's schema is %s, this software knows only version %s: run a newer perennial"
              .formatted(shown(present), needed));
    }
  }

  private static String shown(MigrationVersion version) {
    return version.equals(MigrationVersion.EMPTY) ? "empty" : "at version " + version;
  }

  private Flyway flyway() {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(dataSource(config, 0)) // a migration may take its time
        .locations("classpath:perennial/registry/migrations")
        .validateMigrationNaming(true)
        .load();
  }

  private static RuntimeException schemaFailure(String attempting, FlywayException e) {
    RuntimeException translated = Failures.translated(attempting, e);
    String message = String.valueOf(e.getMessage());
    if (message.contains("non-empty schema")) {
      return new IllegalStateException(
          "the database has tables that are not Perennial's: give it a database of its own", e);
    }
    return message.contains("Validate failed")
        ? new IllegalStateException(attempting + ": " + message, e)
        : translated;
  }

  /**
   * Tells this database from others without asking it: 12 hexadecimal digits of a hash of its
   * hosts, ports and name. Neither user nor password nor options count.
   */
  public String identity() {
    return config.identity();
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /**
   * The database's time, the same for everybody who shares it, whatever the clocks of their
   * machines. Never throws: while the database is away it goes on.
   */
  public Clock time() {
    return time;
  }

  private Instant askTime() {
    return sql.inTransaction(
            "asking for the time",
            handle ->
                handle.createQuery("SELECT clock_timestamp()").mapTo(OffsetDateTime.class).one())
        .toInstant();
  }

  public ModelRegistry registry() {
    return new JdbiModelRegistry(sql);
  }

  public AuditLog audit() {
    return new JdbiAuditLog(sql);
  }

  public Accounts accounts() {
    return new JdbiAccounts(sql, clock, new PasswordHasher(PasswordHasher.ITERATIONS));
  }

  public Users users() {
    return new JdbiUsers(sql, clock, new PasswordHasher(PasswordHasher.ITERATIONS));
  }

  /** The customers' events and states; the same for all callers. */
  public CustomerLedger ledger() {
    return ledger;
  }

  /** The same ledger for whoever brings or takes millions of rows. */
  public BulkLedger bulkLedger() {
    return ledger;
  }

  /** A listener of changes of customers, on a connection of its own; closed by the caller. */
  public CustomerListener listenCustomers() {
    return new PostgresCustomerListener(dataSource(config, SOCKET_SECONDS));
  }

  public RecentTraffic recentTraffic() {
    return new JdbiRecentTraffic(sql);
  }

  public PredictionLog predictionLog() {
    return new JdbiPredictionLog(sql, patient, ledger::erasedAmong);
  }

  /** The same log for whoever answers its requests again. */
  public LoggedRequests loggedRequests() {
    return new JdbiLoggedRequests(patient);
  }

  public TrainingRuns trainingRuns() {
    return new JdbiTrainingRuns(sql);
  }

  public Webhooks webhooks() {
    return new JdbiWebhooks(sql);
  }

  /**
   * What recurs, shared by all workers.
   *
   * @param between tries to reach the database while it is away
   */
  public SharedSchedule schedule(Duration between, Reachability reachability) {
    return new SharedSchedule(pool, sql, between, reachability);
  }

  /** The measured windows. */
  public MonitoringStore monitoring() {
    return new JdbiMonitoringStore(sql);
  }

  /** The prediction log as windows are measured on it. */
  public PredictionWindows predictionWindows() {
    return new JdbiPredictionWindows(patient);
  }

  public Alerts alerts() {
    return new JdbiAlerts(sql, clock);
  }

  /** Counts of what comes in at the door of the events. */
  public EventQuality eventQuality() {
    return new JdbiEventQuality(sql);
  }

  /** A listener of deployment changes, on a connection of its own; closed by the caller. */
  public DeploymentListener listen() {
    return new PostgresDeploymentListener(dataSource(config, SOCKET_SECONDS));
  }

  @Override
  public void close() {
    pool.close();
  }
}
