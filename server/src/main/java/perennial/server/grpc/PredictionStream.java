package perennial.server.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.StreamPredictRequest;
import perennial.api.v1.StreamPredictResponse;
import perennial.server.admission.Admission;
import perennial.server.grpc.StreamAnswers.Slot;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.InvalidRequest;

/**
 * One stream of predictions. Each request is answered or fails for itself; {@link StreamAnswers}
 * bounds how many are in it.
 */
final class PredictionStream implements StreamObserver<StreamPredictRequest> {
  static final String METHOD = PredictionServiceGrpc.getStreamPredictMethod().getFullMethodName();
  private static final int MAX_REQUEST_ID = 200;

  private final PredictionService service;
  private final Executor waiting;
  private final Admission admission;
  private final StreamAnswers answers;

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
    this.answers = new StreamAnswers(responses, metrics, () -> onEnd.accept(this));
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
    stream.answers.open();
    return stream;
  }

  @Override
  public void onNext(StreamPredictRequest request) {
    @Nullable Slot slot = answers.next();
    if (slot != null) {
      answer(slot, request);
    }
  }

  private void answer(Slot slot, StreamPredictRequest request) {
    long start = System.nanoTime();
    String id = request.getRequestId();
    StreamPredictResponse answer;
    try {
      if (id.length() > MAX_REQUEST_ID) {
        id = "";
        throw InvalidRequest.of(
            "request_id", "must have at most %d characters".formatted(MAX_REQUEST_ID));
      }
      Optional<PredictResponse> atOnce =
          service.answerFromMemory(request.getRequest(), METHOD, start);
      if (atOnce.isEmpty()) {
        load(slot, request, start);
        return;
      }
      answer = answered(id, atOnce.get());
    } catch (RuntimeException e) {
      answer = failed(id, e);
    }
    answers.put(slot, answer);
  }

  private void load(Slot slot, StreamPredictRequest request, long start) {
    service.enterSingle(request.getRequest(), start);
    Runnable work =
        () -> {
          StreamPredictResponse answer;
          try {
            answer = loaded(request, start);
          } finally {
            admission.leave(1);
          }
          answers.put(slot, answer);
        };
    try {
      waiting.execute(Context.current().wrap(work));
    } catch (RuntimeException e) { // the server is ending
      admission.leave(1);
      throw e;
    }
  }

  private StreamPredictResponse loaded(StreamPredictRequest request, long start) {
    String id = request.getRequestId();
    try {
      CallEnded.check();
      return answered(id, service.answerLoading(request.getRequest(), METHOD, start));
    } catch (RuntimeException e) {
      return failed(id, e);
    }
  }

  /** Answers what was read, reads no more, and tells the caller to go elsewhere. */
  void end() {
    answers.end();
  }

  @Override
  public void onCompleted() {
    answers.halfClose();
  }

  @Override
  public void onError(Throwable error) { // the caller cancelled
    answers.cancel();
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
