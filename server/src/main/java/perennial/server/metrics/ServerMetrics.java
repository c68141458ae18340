package perennial.server.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Everything that this process measures. Made once, handed to whoever counts. */
public final class ServerMetrics {
  private final CallSeries calls = new CallSeries();
  private final HttpSeries http = new HttpSeries();
  private final PredictionSeries predictions = new PredictionSeries();
  private final EventSeries events = new EventSeries();
  private final LongAdder streamItems = new LongAdder();
  private final LongAdder streamErrors = new LongAdder();
  private final List<Read> reads = new CopyOnWriteArrayList<>();

  /** A value that its owner keeps. */
  private record Read(String name, String type, String help, DoubleSupplier value) {}

  public ServerMetrics() {
    counter("perennial_stream_items_total", "Requests of prediction streams.", streamItems::sum);
    counter(
        "perennial_stream_errors_total",
        "Requests of prediction streams that were answered by an error.",
        streamErrors::sum);
  }

  public CallSeries calls() {
    return calls;
  }

  public HttpSeries http() {
    return http;
  }

  public PredictionSeries predictions() {
    return predictions;
  }

  public EventSeries events() {
    return events;
  }

  /** A request of a stream was answered. */
  public void streamItem(boolean error) {
    streamItems.increment();
    if (error) {
      streamErrors.increment();
    }
  }

  /** Shows a count that only rises, read when somebody looks. */
  public void counter(String name, String help, DoubleSupplier value) {
    reads.add(new Read(name, "counter", help, value));
  }

  /** Shows a value that rises and falls. */
  public void gauge(String name, String help, DoubleSupplier value) {
    reads.add(new Read(name, "gauge", help, value));
  }

  /** All of it, in Prometheus' text format. */
  public String text() {
    MetricsText text = new MetricsText();
    predictions.write(text);
    calls.write(text);
    http.write(text);
    events.write(text);
    for (Read read : reads) {
      text.family(read.name(), read.type(), read.help());
      text.sample(read.name(), "", read.value().getAsDouble());
    }
    return text.toString();
  }
}
