package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import perennial.api.v1.Event;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RecordEventsResponse;
import perennial.api.v1.RejectedEvent;
import perennial.server.admission.Admission;
import perennial.server.admission.Overloaded;
import perennial.server.customers.CustomerStates;
import perennial.server.metrics.ServerMetrics;

/** Batches of events as a stream. */
class EventStreamTest extends EventServiceCase {
  @Test
  void recordEventStream_batches_addUpWithPositionsInTheStream() throws Exception {
    RecordEventsResponse sum =
        stream(
            batch(purchase("e-1", "c-1", 1), purchase("e-2", "", 1)),
            batch(purchase("e-1", "c-1", 1), purchase("e-3", "c-2", 1), purchase("", "c-2", 1)));
    assertEquals(2, sum.getRecorded());
    assertEquals(1, sum.getDuplicates());
    assertEquals(2, sum.getRejectedTotal());
    assertEquals(
        List.of(1L, 4L), sum.getRejectedList().stream().map(RejectedEvent::getIndex).toList());
  }

  @Test
  void recordEventStream_emptyBatch_endsTheStreamAndKeepsWhatWasRecorded() {
    Exception error =
        assertThrows(
            Exception.class,
            () ->
                stream(batch(purchase("e-1", "c-1", 1)), RecordEventsRequest.getDefaultInstance()));
    StatusRuntimeException status =
        assertInstanceOf(StatusRuntimeException.class, error.getCause());
    assertEquals(Code.INVALID_ARGUMENT, status.getStatus().getCode());
    assertEquals(1, store.size());
  }

  private static RecordEventsRequest batch(Event.Builder... events) {
    RecordEventsRequest.Builder batch = RecordEventsRequest.newBuilder();
    for (Event.Builder event : events) {
      batch.addEvents(event);
    }
    return batch.build();
  }

  private RecordEventsResponse stream(RecordEventsRequest... batches) throws Exception {
    CompletableFuture<RecordEventsResponse> answer = new CompletableFuture<>();
    StreamObserver<RecordEventsRequest> requests =
        EventServiceGrpc.newStub(test.channel)
            .recordEventStream(
                new StreamObserver<>() {
                  @Override
                  public void onNext(RecordEventsResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    for (RecordEventsRequest batch : batches) {
      requests.onNext(batch);
    }
    requests.onCompleted();
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Test
  void recordEventStream_tooManyEventsWait_isRefusedLikeABatch() {
    Admission admission = new Admission(100);
    EventGrpcService service =
        new EventGrpcService(
            () -> new EventRecorder(store, new NoStates(), new ServerMetrics().events(), clock),
            admission);
    RecordEventsRequest batch =
        RecordEventsRequest.newBuilder().addEvents(purchase("e-1", "c-1", 1)).build();
    List<RecordEventsResponse> sums = new ArrayList<>();
    StreamObserver<RecordEventsRequest> stream = service.recordEventStream(new Into(sums));
    admission.enterBatch(100);
    assertThrows(Overloaded.class, () -> stream.onNext(batch));
    assertEquals(0, store.size());
    admission.leave(100);
    stream.onNext(batch);
    stream.onCompleted();
    assertEquals(1, sums.getFirst().getRecorded());
    assertEquals(0, admission.rows());
  }

  private record Into(List<RecordEventsResponse> sums)
      implements StreamObserver<RecordEventsResponse> {
    @Override
    public void onNext(RecordEventsResponse sum) {
      sums.add(sum);
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onCompleted() {}
  }

  private static final class NoStates implements CustomerStates {
    @Override
    public Known remembered(String customerId) {
      return Known.NOTHING;
    }

    @Override
    public Known load(String customerId) {
      return Known.NOTHING;
    }

    @Override
    public Map<String, Known> loadAll(Collection<String> customerIds) {
      return Map.of();
    }

    @Override
    public void changed(String customerId, long revision) {}
  }
}
