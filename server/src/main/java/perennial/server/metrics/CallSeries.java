package perennial.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls by method and status, and how long they took. Refused ones have times of their own: they
 * are quick, and an overloaded server would look faster by them.
 */
public final class CallSeries {
  private static final String REFUSED = "RESOURCE_EXHAUSTED";

  private record Ended(String method, String code) {}

  private final Map<Ended, LongAdder> ended = new ConcurrentHashMap<>();
  private final Map<String, Histogram> times = new ConcurrentHashMap<>();
  private final Map<String, Histogram> refusals = new ConcurrentHashMap<>();

  CallSeries() {}

  /** A call ended. */
  public void ended(String method, String code, long nanos) {
    ended.computeIfAbsent(new Ended(method, code), key -> new LongAdder()).increment();
    Map<String, Histogram> ofItsKind = code.equals(REFUSED) ? refusals : times;
    ofItsKind.computeIfAbsent(method, key -> new Histogram(Histogram.CALL_NANOS)).add(nanos);
  }

  void write(MetricsText text) {
    text.family("perennial_calls_total", "counter", "Calls that ended, by method and status.");
    ended.forEach((key, count) ->
        text.sample(
            "perennial_calls_total",
            MetricsText.label("method", key.method()) + "," + MetricsText.label("code", key.code()),
            count.sum()));
    text.family("perennial_call_seconds", "histogram", "Time of calls that were not refused.");
    times.forEach((method, histogram) ->
        histogram.write(text, "perennial_call_seconds", MetricsText.label("method", method)));
    text.family(
        "perennial_refused_call_seconds", "histogram", "Time of calls refused for overload.");
    refusals.forEach((method, histogram) ->
        histogram.write(
            text, "perennial_refused_call_seconds", MetricsText.label("method", method)));
  }
}
