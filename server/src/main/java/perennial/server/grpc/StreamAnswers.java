package perennial.server.grpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.StreamPredictResponse;
import perennial.server.metrics.ServerMetrics;

/**
 * The answers of one stream, which go in the order of its requests. At most {@link #WINDOW}
 * requests are in it: read, and not yet answered into the network's buffer. The next one is asked
 * for only when an answer has gone, and an answer goes only when the caller has taken those before
 * it: a slow caller holds up itself and nobody else.
 */
final class StreamAnswers {
  /** The most requests in flight. */
  static final int WINDOW = 64;

  private final ServerCallStreamObserver<StreamPredictResponse> responses;
  private final ServerMetrics metrics;
  private final Runnable onEnd;

  @GuardedBy("this")
  private final Deque<Slot> inFlight = new ArrayDeque<>();

  @GuardedBy("this")
  private boolean halfClosed;

  @GuardedBy("this")
  private boolean ending;

  @GuardedBy("this")
  private boolean ended;

  /** The place of one answer. */
  static final class Slot {
    private volatile @Nullable StreamPredictResponse answer;
  }

  /**
   * Takes over the call's flow control.
   *
   * @param onEnd runs when the stream is over
   */
  StreamAnswers(
      ServerCallStreamObserver<StreamPredictResponse> responses,
      ServerMetrics metrics,
      Runnable onEnd) {
    this.responses = responses;
    this.metrics = metrics;
    this.onEnd = onEnd;
  }

  void open() {
    responses.disableAutoRequest();
    responses.setOnReadyHandler(this::send);
    responses.setOnCancelHandler(this::cancel);
    responses.request(WINDOW);
  }

  /** A place behind those before it; null when the stream is over. */
  synchronized @Nullable Slot next() {
    if (ended) {
      return null;
    }
    Slot slot = new Slot();
    inFlight.add(slot);
    return slot;
  }

  /** Fills the place, and sends what can go. */
  void put(Slot slot, StreamPredictResponse answer) {
    slot.answer = answer;
    send();
  }

  /** Sends what is answered, in order, as far as the caller takes it, and reads as much anew. */
  private synchronized void send() {
    int sent = 0;
    while (!ended && responses.isReady()) {
      @Nullable Slot first = inFlight.peek();
      @Nullable StreamPredictResponse answer = first == null ? null : first.answer;
      if (answer == null) {
        break;
      }
      inFlight.remove();
      responses.onNext(answer);
      metrics.streamItem(answer.hasError());
      sent++;
    }
    if (sent > 0 && !ended && !ending) {
      responses.request(sent);
    }
    if ((halfClosed || ending) && inFlight.isEmpty() && !ended) {
      ended = true;
      close();
    }
  }

  @GuardedBy("this")
  private void close() {
    onEnd.run();
    if (halfClosed) {
      responses.onCompleted();
    } else {
      responses.onError(GrpcErrors.ENDING.asRuntimeException());
    }
  }

  /** Answers what was read, reads no more, and tells the caller to go elsewhere. */
  void end() {
    synchronized (this) {
      ending = true;
    }
    send();
  }

  /** Answers what was read: the caller sends no more. */
  void halfClose() {
    synchronized (this) {
      halfClosed = true;
    }
    send();
  }

  /** The caller has gone. */
  synchronized void cancel() {
    ended = true;
    inFlight.clear();
    onEnd.run();
  }
}
