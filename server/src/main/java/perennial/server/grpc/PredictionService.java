package perennial.server.grpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.StreamPredictRequest;
import perennial.api.v1.StreamPredictResponse;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.registry.ledger.Attributes;
import perennial.server.admission.Admission;
import perennial.server.admission.Overloaded;
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
    enterSingle(request, start);
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
    return UnreadBatch.leftUnread(bindService(), this::predictBatch);
  }

  private void predictBatch(UnreadBatch batch, StreamObserver<BatchPredictResponse> responses) {
    long start = System.nanoTime();
    try {
      batches.predict(batch, responses);
    } catch (Overloaded e) { // it was not read: nobody knows which model it asked for
      router.unread(e, start);
      throw e;
    }
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

  /** Throws when too many rows wait. */
  void enterSingle(PredictRequest request, long start) {
    try {
      admission.enterSingle();
    } catch (Overloaded e) {
      router.unanswered(request.getModel(), request.getCustomerId(), e, start);
      throw e;
    }
  }

  /**
   * The answer, when it needs nothing but memory; empty for a customer who must be loaded. Throws
   * what is wrong with the request in either case.
   *
   * @param start when the request came
   */
  Optional<PredictResponse> answerFromMemory(PredictRequest request, String method, long start) {
    Read read;
    try {
      read = Read.of(request);
    } catch (InvalidRequest e) {
      router.unanswered(request.getModel(), "", e, start);
      throw e;
    }
    if (read.history() != null) {
      return Optional.of(response(byHistory(read.query(), read.history(), start), method, start));
    }
    @Nullable Known known = customers.remembered(request.getCustomerId());
    return known == null
        ? Optional.empty()
        : Optional.of(response(byState(request, read.query(), known, start), method, start));
  }

  /**
   * A request that is right.
   *
   * @param history null for one by id
   */
  private record Read(PredictionQuery query, @Nullable CustomerHistory history) {
    static Read of(PredictRequest request) {
      PredictionQuery query = PredictionRequests.query(request);
      return switch (request.getCustomerCase()) {
        case HISTORY -> new Read(query, history(request));
        case CUSTOMER_ID -> {
          var id = PredictionRequests.customerId("customer_id", request.getCustomerId());
          var attributes = PredictionRequests.attributes(request.getAttributes());
          yield new Read(query, null);
        }
        case CUSTOMER_NOT_SET -> throw InvalidRequest.of("history", "or customer_id is required");
      };
    }

    private static CustomerHistory history(PredictRequest request) {
      try {
        return PredictionRequests.history(request.getHistory());
      } catch (IllegalHistory e) {
        throw wrong(e);
      }
    }
  }

  /** The answer of a customer who must be loaded. May wait. */
  PredictResponse answerLoading(PredictRequest request, String method, long start) {
    Known known;
    try {
      known = customers.load(request.getCustomerId());
    } catch (RuntimeException e) {
      router.unanswered(request.getModel(), request.getCustomerId(), e, start);
      throw e;
    }
    return response(
        byState(request, PredictionRequests.query(request), known, start), method, start);
  }

  private PredictResponse response(Answer answer, String method, long start) {
    PredictResponse response = messages.response(answer);
    metrics
        .predictions()
        .answered(method, answer.servedBy(), answer.source(), System.nanoTime() - start);
    return response;
  }

  private Answer byHistory(PredictionQuery query, CustomerHistory history, long start) {
    try {
      return router.predict(query, history, start);
    } catch (IllegalHistory e) { // what this model needs and the history has not
      throw wrong(e);
    }
  }

  private static InvalidRequest wrong(IllegalHistory e) {
    return InvalidRequest.of("history." + e.field(), String.valueOf(e.getMessage()));
  }

  private Answer byState(PredictRequest request, PredictionQuery query, Known known, long start) {
    Attributes attributes = PredictionRequests.attributes(request.getAttributes());
    try {
      return router.predict(
          query, new Customer(request.getCustomerId(), attributes, known.state()), start);
    } catch (IllegalHistory e) { // a state has no covariates
      throw noState(e, "customer_id");
    }
  }

  static InvalidRequest noState(IllegalHistory e, String field) {
    return InvalidRequest.of(
        field, "this model cannot answer from the customer's state: " + e.getMessage());
  }
}
