package perennial.server.grpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.StreamPredictRequest;
import perennial.api.v1.StreamPredictResponse;
import perennial.server.admission.Admission;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.InvalidRequest;

/**
 * One stream of predictions. At most {@link #WINDOW} requests are in it: read, and not yet answered
 * into the network's buffer. The next one is asked for only when an answer has gone, and an answer
 * goes only when the caller has taken those before it: a slow caller holds up itself and nobody
 * else.
 */
final class PredictionStream implements StreamObserver<StreamPredictRequest> {
  /** The most requests in flight. */
  static final int WINDOW = 64;

  static final String METHOD = PredictionServiceGrpc.getStreamPredictMethod().getFullMethodName();
  private static final int MAX_REQUEST_ID = 200;

  private final PredictionService service;
  private final Executor waiting;
  private final Admission admission;
  private final ServerMetrics metrics;
  private final ServerCallStreamObserver<StreamPredictResponse> responses;
  private final Consumer<PredictionStream> onEnd;

  /** In the order of the requests, which is the order of the answers. */
  @GuardedBy("this")
  private final Deque<Slot> inFlight = new ArrayDeque<>();

  @GuardedBy("this")
  private boolean halfClosed;

  @GuardedBy("this")
  private boolean ending;

  @GuardedBy("this")
  private boolean ended;

  /** A request and, when it is there, its answer. */
  private static final class Slot {
    private volatile @Nullable StreamPredictResponse answer;
  }

  private PredictionStream(
      PredictionService service,
      Executor waiting,
      Admission admission,
      ServerMetrics metrics,
      ServerCallStreamObserver<StreamPredictResponse> responses,
      Consumer<PredictionStream> onEnd) {
    this.service = service;
    this.waiting = waiting;
    this.admission = admission;
    this.metrics = metrics;
    this.responses = responses;
    this.onEnd = onEnd;
  }

  /**
   * Takes over the call's flow control.
   *
   * @param onEnd is told when the stream is over
   */
  static PredictionStream open(
      PredictionService service,
      Executor waiting,
      Admission admission,
      ServerMetrics metrics,
      ServerCallStreamObserver<StreamPredictResponse> responses,
      Consumer<PredictionStream> onEnd) {
    PredictionStream stream =
        new PredictionStream(service, waiting, admission, metrics, responses, onEnd);
    responses.disableAutoRequest();
    responses.setOnReadyHandler(stream::send);
    responses.setOnCancelHandler(stream::cancel);
    responses.request(WINDOW);
    return stream;
  }

  @Override
  public void onNext(StreamPredictRequest request) {
    Slot slot = new Slot();
    synchronized (this) {
      if (ended) {
        return;
      }
      inFlight.add(slot);
    }
    answer(slot, request);
    send();
  }

  private void answer(Slot slot, StreamPredictRequest request) {
    long start = System.nanoTime();
    String id = request.getRequestId();
    try {
      if (id.length() > MAX_REQUEST_ID) {
        id = "";
        throw InvalidRequest.of(
            "request_id", "must have at most %d characters".formatted(MAX_REQUEST_ID));
      }
      Optional<PredictResponse> atOnce =
          service.answerFromMemory(request.getRequest(), METHOD, start);
      if (atOnce.isPresent()) {
        slot.answer = answered(id, atOnce.get());
      } else {
        load(slot, request, start);
      }
    } catch (RuntimeException e) {
      slot.answer = failed(id, e);
    }
  }

  private void load(Slot slot, StreamPredictRequest request, long start) {
    service.enterSingle(request.getRequest(), start);
    Runnable work =
        () -> {
          String id = request.getRequestId();
          try {
            CallEnded.check();
            slot.answer = answered(id, service.answerLoading(request.getRequest(), METHOD, start));
          } catch (RuntimeException e) {
            slot.answer = failed(id, e);
          } finally {
            admission.leave(1);
          }
          send();
        };
    try {
      waiting.execute(Context.current().wrap(work));
    } catch (RuntimeException e) { // the server is ending
      admission.leave(1);
      throw e;
    }
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
    onEnd.accept(this);
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

  @Override
  public void onCompleted() {
    synchronized (this) {
      halfClosed = true;
    }
    send();
  }

  @Override
  public void onError(Throwable error) { // the caller cancelled
    cancel();
  }

  private synchronized void cancel() {
    ended = true;
    inFlight.clear();
    onEnd.accept(this);
  }

  private static StreamPredictResponse answered(String id, PredictResponse response) {
    return StreamPredictResponse.newBuilder().setRequestId(id).setResponse(response).build();
  }

  private static StreamPredictResponse failed(String id, RuntimeException error) {
    return StreamPredictResponse.newBuilder()
        .setRequestId(id)
        .setError(GrpcErrors.message(error, METHOD))
        .build();
  }
}
