package perennial.server.grpc;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.registry.ledger.Attributes;
import perennial.server.admission.Admission;
import perennial.server.customers.CustomerStates;
import perennial.server.customers.CustomerStates.Known;
import perennial.server.metrics.PredictionSeries;
import perennial.server.serving.Answer;
import perennial.server.serving.Arm;
import perennial.server.serving.Customer;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.Source;

/**
 * Predictions of many customers. What does not fit is refused before it is read. Few histories are
 * answered in the thread of the network, more of them in the pool of the processors; ids are loaded
 * in a virtual thread first.
 */
final class BatchPredictions {
  /** Rows whose predictions take a few hundred microseconds. */
  static final int FEW_ROWS = 64;

  private static final String METHOD =
      PredictionServiceGrpc.getBatchPredictMethod().getFullMethodName();

  private final PredictionRouter router;
  private final CustomerStates customers;
  private final Admission admission;
  private final WorkThreads threads;
  private final AnswerMessages messages;
  private final PredictionSeries series;

  BatchPredictions(
      PredictionRouter router,
      CustomerStates customers,
      Admission admission,
      WorkThreads threads,
      AnswerMessages messages,
      PredictionSeries series) {
    this.router = router;
    this.customers = customers;
    this.admission = admission;
    this.threads = threads;
    this.messages = messages;
    this.series = series;
  }

  void predict(UnreadBatch batch, StreamObserver<BatchPredictResponse> responses) {
    long start = System.nanoTime();
    int weight = batch.weight();
    admission.enterBatch(weight); // what it throws, unread, the service takes note of
    Runnable leave = () -> admission.leave(weight);
    if (batch.byIds()) {
      Handoff.run(
          threads.waiting(),
          METHOD,
          responses,
          () -> answer(responses, byIds(batch.read(), start)),
          leave);
    } else if (weight > FEW_ROWS) {
      Handoff.run(
          threads.computing(),
          METHOD,
          responses,
          () -> answer(responses, byHistories(batch.read(), start)),
          leave);
    } else {
      try {
        answer(responses, byHistories(batch.read(), start));
      } finally {
        leave.run();
      }
    }
  }

  /**
   * Runs what comes before any version is asked, and takes note of its failure: one row a batch.
   */
  private <T> T noted(BatchPredictRequest request, long start, Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      router.unanswered(request.getModel(), "", e, start);
      throw e;
    }
  }

  private static void answer(
      StreamObserver<BatchPredictResponse> responses, BatchPredictResponse response) {
    CallEnded.check(); // an answer of megabytes that nobody reads
    responses.onNext(response);
    responses.onCompleted();
  }

  private BatchPredictResponse byHistories(BatchPredictRequest request, long start) {
    PredictionQuery query = noted(request, start, () -> PredictionRequests.query(request));
    List<CustomerHistory> histories =
        noted(request, start, () -> PredictionRequests.histories(request.getHistoriesList()));
    PredictionRouter.BatchAnswer answer =
        router.predictAll(query, histories, CallEnded::check, start);
    BatchPredictResponse.Builder response =
        BatchPredictResponse.newBuilder()
            .setServedBy(messages.servedBy(answer.servedBy(), answer.terms()));
    for (perennial.model.Prediction prediction : answer.predictions()) {
      response.addPredictions(PredictionMessages.of(prediction));
    }
    series.answered(METHOD, answer.servedBy(), Source.INDIVIDUAL, System.nanoTime() - start);
    return response.build();
  }

  private BatchPredictResponse byIds(BatchPredictRequest request, long start) {
    PredictionQuery query = noted(request, start, () -> PredictionRequests.query(request));
    List<String> ids =
        noted(request, start, () -> PredictionRequests.customerIds(request.getCustomerIdsList()));
    Map<String, Known> known = noted(request, start, () -> customers.loadAll(ids));
    CallEnded.check();
    List<Customer> rows = new ArrayList<>(ids.size());
    for (String id : ids) {
      rows.add(new Customer(id, Attributes.NONE, known.getOrDefault(id, Known.NOTHING).state()));
    }
    return threads.computed(() -> byStates(query, rows, start));
  }

  private BatchPredictResponse byStates(PredictionQuery query, List<Customer> rows, long start) {
    List<Answer> answers;
    try {
      answers = router.predictCustomers(query, rows, CallEnded::check, start);
    } catch (IllegalHistory e) {
      throw PredictionService.noState(e, "customer_ids");
    }
    BatchPredictResponse.Builder response = BatchPredictResponse.newBuilder();
    for (Answer answer : answers) {
      response.addPredictions(PredictionMessages.of(answer.prediction()));
      response.addAnswers(messages.answer(answer));
      if (answer.arm() == Arm.CHALLENGER && !response.hasChallenger()) {
        response.setChallenger(messages.servedBy(answer.servedBy(), answer.terms()));
      } else if (answer.arm() == Arm.CHAMPION && !response.hasServedBy()) {
        response.setServedBy(messages.servedBy(answer.servedBy(), answer.terms()));
      }
    }
    Answer first = answers.getFirst();
    if (!response.hasServedBy()) { // no row is the champion's
      response.setServedBy(messages.servedBy(first.servedBy(), first.terms()));
    }
    series.answered(METHOD, first.servedBy(), first.source(), System.nanoTime() - start);
    return response.build();
  }
}
