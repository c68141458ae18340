package perennial.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests of the JSON port by route and status, whoever answered them. */
public final class HttpSeries {
  private static final String NAME = "perennial_http_requests_total";

  private record Answered(String route, int status) {}

  private final Map<Answered, LongAdder> answered = new ConcurrentHashMap<>();

  HttpSeries() {}

  /**
   * A request was answered.
   *
   * @param route one of a few: never a path as it came, which may be anything
   */
  public void answered(String route, int status) {
    answered.computeIfAbsent(new Answered(route, status), key -> new LongAdder()).increment();
  }

  void write(MetricsText text) {
    text.family(NAME, "counter", "Requests of the JSON port, by route and status.");
    answered.forEach((key, count) ->
        text.sample(
            NAME,
            MetricsText.label("route", key.route())
                + ","
                + MetricsText.label("status", Integer.toString(key.status())),
            count.sum()));
  }
}
