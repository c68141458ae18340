package perennial.server.grpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.StreamPredictRequest;
import perennial.api.v1.StreamPredictResponse;
import perennial.model.IllegalHistory;
import perennial.registry.ledger.Attributes;
import perennial.server.admission.Admission;
import perennial.server.customers.CustomerStates;
import perennial.server.customers.CustomerStates.Known;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.Answer;
import perennial.server.serving.Customer;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.PredictionRouter;

/**
 * Predictions over gRPC. What touches memory only is answered in the thread that read the request;
 * a customer who is not remembered is loaded, and answered, in a virtual thread.
 */
final class PredictionService extends PredictionServiceGrpc.PredictionServiceImplBase {
  static final String PREDICT = PredictionServiceGrpc.getPredictMethod().getFullMethodName();

  private final PredictionRouter router;
  private final CustomerStates customers;
  private final Admission admission;
  private final WorkThreads threads;
  private final AnswerMessages messages;
  private final BatchPredictions batches;
  private final ServerMetrics metrics;
  private final Set<PredictionStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  PredictionService(
      PredictionRouter router,
      CustomerStates customers,
      Admission admission,
      WorkThreads threads,
      AnswerMessages messages,
      ServerMetrics metrics) {
    this.router = router;
    this.customers = customers;
    this.admission = admission;
    this.threads = threads;
    this.messages = messages;
    this.metrics = metrics;
    this.batches =
        new BatchPredictions(
            router, customers, admission, threads, messages, metrics.predictions());
  }

  @Override
  public void predict(PredictRequest request, StreamObserver<PredictResponse> responses) {
    long start = System.nanoTime();
    Optional<PredictResponse> atOnce = answerFromMemory(request, PREDICT, start);
    if (atOnce.isPresent()) {
      responses.onNext(atOnce.get());
      responses.onCompleted();
      return;
    }
    admission.enterSingle();
    Handoff.run(
        threads.waiting(),
        PREDICT,
        responses,
        () -> {
          responses.onNext(answerLoading(request, PREDICT, start));
          responses.onCompleted();
        },
        () -> admission.leave(1));
  }

  /** The service as it is to be registered: it answers batches itself. */
  ServerServiceDefinition definition() {
    return UnreadBatch.leftUnread(bindService(), batches::predict);
  }

  @Override
  public StreamObserver<StreamPredictRequest> streamPredict(
      StreamObserver<StreamPredictResponse> responses) {
    PredictionStream stream =
        PredictionStream.open(
            this,
            threads.waiting(),
            admission,
            metrics,
            (ServerCallStreamObserver<StreamPredictResponse>) responses,
            streams::remove);
    streams.add(stream);
    if (ending) {
      stream.end();
    }
    return stream;
  }

  /** Ends the streams, each when what it has read is answered. */
  void endStreams() {
    ending = true;
    streams.forEach(PredictionStream::end);
  }

  /**
   * The answer, when it needs nothing but memory; empty for a customer who must be loaded. Throws
   * what is wrong with the request in either case.
   */
  Optional<PredictResponse> answerFromMemory(PredictRequest request, String method, long start) {
    PredictionQuery query = PredictionRequests.query(request);
    return switch (request.getCustomerCase()) {
      case HISTORY -> Optional.of(response(byHistory(query, request), method, start));
      case CUSTOMER_ID -> {
        String id = PredictionRequests.customerId("customer_id", request.getCustomerId());
        Attributes attributes = PredictionRequests.attributes(request.getAttributes());
        @Nullable Known known = customers.remembered(id);
        yield known == null
            ? Optional.empty()
            : Optional.of(response(byState(query, id, attributes, known), method, start));
      }
      case CUSTOMER_NOT_SET -> throw InvalidRequest.of("history", "or customer_id is required");
    };
  }

  /** The answer of a customer who must be loaded. May wait. */
  PredictResponse answerLoading(PredictRequest request, String method, long start) {
    String id = request.getCustomerId();
    Answer answer =
        byState(
            PredictionRequests.query(request),
            id,
            PredictionRequests.attributes(request.getAttributes()),
            customers.load(id));
    return response(answer, method, start);
  }

  private PredictResponse response(Answer answer, String method, long start) {
    PredictResponse response = messages.response(answer);
    metrics
        .predictions()
        .answered(method, answer.servedBy(), answer.source(), System.nanoTime() - start);
    return response;
  }

  private Answer byHistory(PredictionQuery query, PredictRequest request) {
    try {
      return router.predict(query, PredictionRequests.history(request.getHistory()));
    } catch (IllegalHistory e) { // also what this model needs and the history has not
      throw InvalidRequest.of("history." + e.field(), String.valueOf(e.getMessage()));
    }
  }

  private Answer byState(PredictionQuery query, String id, Attributes attributes, Known known) {
    try {
      return router.predict(query, new Customer(id, attributes, known.state()));
    } catch (IllegalHistory e) { // a state has no covariates
      throw noState(e, "customer_id");
    }
  }

  static InvalidRequest noState(IllegalHistory e, String field) {
    return InvalidRequest.of(
        field, "this model cannot answer from the customer's state: " + e.getMessage());
  }
}
