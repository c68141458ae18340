package perennial.server.bench;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import perennial.server.threads.PromptThread;

/**
 * Sends calls at intended times, whatever the server does, and takes each latency from the intended
 * time: a server that stalls cannot hide the calls that wait behind the stall.
 */
final class OpenLoop<Q, S> {
  private static final long MAX_MICROS = 60_000_000;
  private static final int DIGITS = 3;

  /** Beyond this lag at the 99th percentile the generator measures itself. */
  private static final long VOID_LAG_MICROS = 1_000;

  private final Calls<Q, S> calls;
  private final Seen<S> seen;

  /** Hears of each answer, in the network's thread. */
  interface Seen<S> {
    void answered(S response, long intendedNanos, long latencyMicros);
  }

  OpenLoop(Calls<Q, S> calls, Seen<S> seen) {
    this.calls = calls;
    this.seen = seen;
  }

  OpenLoop(Calls<Q, S> calls) {
    this(calls, (response, intended, latency) -> {});
  }

  /**
   * What was seen.
   *
   * @param latencies of the answered calls, in microseconds
   * @param refused latencies of those that ended with RESOURCE_EXHAUSTED
   * @param failures by status, those included
   * @param lag of the generator behind its intended times
   */
  record Result(
      Histogram latencies, Histogram refused, Map<Status.Code, Long> failures, Histogram lag) {
    long p99() {
      return latencies.getValueAtPercentile(99);
    }

    long lagP99() {
      return lag.getValueAtPercentile(99);
    }

    /** Whether the generator itself was late, so that the row says nothing. */
    boolean isVoid() {
      return lagP99() > VOID_LAG_MICROS;
    }
  }

  /** The figure, or that it says nothing. */
  static String valid(String figure, boolean isVoid) {
    return isVoid ? "void" : figure;
  }

  Result run(double perSecond, double seconds) {
    Result result =
        new Result(
            new ConcurrentHistogram(MAX_MICROS, DIGITS),
            new ConcurrentHistogram(MAX_MICROS, DIGITS),
            new TreeMap<>(),
            new Histogram(MAX_MICROS, DIGITS));
    boolean unused = PromptThread.makeThisThread(); // it stands for callers elsewhere
    Phaser running = new Phaser(1);
    double period = 1e9 / perSecond;
    long start = System.nanoTime();
    long count = (long) (perSecond * seconds);
    for (long i = 0; i < count; i++) {
      long intended = start + (long) (i * period);
      for (long left = intended - System.nanoTime(); left > 0; ) {
        LockSupport.parkNanos(left);
        left = intended - System.nanoTime();
      }
      result.lag.recordValue(micros(System.nanoTime() - intended));
      running.register();
      send(calls.request().apply((int) (i & 0xFFFFF)), new Listener(intended, result, running));
    }
    running.arriveAndAwaitAdvance();
    return result;
  }

  private static long micros(long nanos) {
    return Math.clamp(nanos / 1_000, 0, MAX_MICROS);
  }

  private void send(Q request, Listener listener) {
    ClientCall<Q, S> call = calls.channel().newCall(calls.method(), CallOptions.DEFAULT);
    call.start(listener, new Metadata());
    call.request(1);
    call.sendMessage(request);
    call.halfClose();
  }

  /** No observer: that would make an exception, with its stack, of each refusal. */
  private final class Listener extends ClientCall.Listener<S> {
    private final long intended;
    private final Result result;
    private final Phaser running;

    Listener(long intended, Result result, Phaser running) {
      this.intended = intended;
      this.result = result;
      this.running = running;
    }

    @Override
    public void onMessage(S response) {
      long latency = micros(System.nanoTime() - intended);
      result.latencies.recordValue(latency);
      seen.answered(response, intended, latency);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        result.refused.recordValue(micros(System.nanoTime() - intended));
      }
      if (!status.isOk()) {
        synchronized (result.failures) {
          result.failures.merge(status.getCode(), 1L, Long::sum);
        }
      }
      running.arriveAndDeregister();
    }
  }
}
