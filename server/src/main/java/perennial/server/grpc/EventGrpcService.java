package perennial.server.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RecordEventsResponse;
import perennial.server.admission.Admission;

/** Events over gRPC. Runs in virtual threads: it waits for the database. */
final class EventGrpcService extends EventServiceGrpc.EventServiceImplBase {
  private final Supplier<EventRecorder> recorders;
  private final Admission admission;

  /**
   * @param recorders makes one for each call
   * @param admission of events that wait for the database; predictions have their own
   */
  EventGrpcService(Supplier<EventRecorder> recorders, Admission admission) {
    this.recorders = recorders;
    this.admission = admission;
  }

  @Override
  public void recordEvents(
      RecordEventsRequest request, StreamObserver<RecordEventsResponse> responses) {
    EventRecorder recorder = recorders.get();
    record(recorder, request);
    responses.onNext(recorder.sum());
    responses.onCompleted();
  }

  /** A stream's batches too: each is refused when too many events wait, and ends the stream. */
  private void record(EventRecorder recorder, RecordEventsRequest batch) {
    int events = batch.getEventsCount();
    admission.enterBatch(events);
    try {
      CallEnded.check();
      recorder.record(batch);
    } finally {
      admission.leave(events);
    }
  }

  /** Each batch is asked for when the one before it is recorded: the caller sends no faster. */
  @Override
  public StreamObserver<RecordEventsRequest> recordEventStream(
      StreamObserver<RecordEventsResponse> responses) {
    EventRecorder recorder = recorders.get();
    return new StreamObserver<>() {
      @Override
      public void onNext(RecordEventsRequest batch) {
        record(recorder, batch);
      }

      @Override
      public void onCompleted() {
        responses.onNext(recorder.sum());
        responses.onCompleted();
      }

      @Override
      public void onError(Throwable error) {
        // The caller has gone; what was recorded stays, and may be sent again.
      }
    };
  }
}
