package perennial.server;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Accounts;
import perennial.server.access.ApiKeys;
import perennial.server.admission.Admission;
import perennial.server.metrics.ServerMetrics;
import perennial.server.tls.ServerIdentity;

/** What both ports share. */
record Edge(
    ApiKeys keys, Admission admission, ServerMetrics metrics, Optional<ServerIdentity> identity) {
  private static final Logger log = LoggerFactory.getLogger(Edge.class);

  /**
   * @throws IllegalArgumentException naming a TLS file that cannot be used
   */
  static Edge of(EdgeConfig config, Accounts accounts) {
    if (!config.apiKeysRequired()) {
      log.warn(
          "{}=off: whoever reaches the ports may predict, record events and erase customers",
          EdgeConfig.API_KEYS);
    }
    ServerMetrics metrics = new ServerMetrics();
    Admission admission = new Admission(config.maxRows());
    metrics.gauge("perennial_rows_waiting", "Rows that wait or run.", admission::rows);
    metrics.gauge("perennial_rows_limit", "The most that may.", admission::limit);
    metrics.counter(
        "perennial_rows_refused_total", "Rows refused for too many waiting.", admission::rejected);
    return new Edge(
        new ApiKeys(accounts, config.apiKeysRequired(), System::nanoTime),
        admission,
        metrics,
        config.tls().map(files -> ServerIdentity.read(files.certificate(), files.key())));
  }
}
