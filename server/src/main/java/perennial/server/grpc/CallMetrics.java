package perennial.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import perennial.server.metrics.CallSeries;

/**
 * Counts every call once, by its status, and its time from the first byte to the status. One whose
 * caller left, or whose deadline passed, before its status is CANCELLED, whatever became of it.
 */
final class CallMetrics implements ServerInterceptor {
  private final CallSeries calls;

  CallMetrics(CallSeries calls) {
    this.calls = calls;
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    Counted<Q, S> counted = new Counted<>(call, calls);
    return new SimpleForwardingServerCallListener<>(next.startCall(counted, headers)) {
      @Override
      public void onCancel() {
        counted.ended(Status.CANCELLED);
        super.onCancel();
      }
    };
  }

  private static final class Counted<Q, S> extends SimpleForwardingServerCall<Q, S> {
    private final CallSeries calls;
    private final long start = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Counted(ServerCall<Q, S> call, CallSeries calls) {
      super(call);
      this.calls = calls;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      ended(isCancelled() ? Status.CANCELLED : status); // nobody hears a status any more
      super.close(status, trailers);
    }

    void ended(Status status) {
      if (!ended.getAndSet(true)) {
        calls.ended(
            getMethodDescriptor().getFullMethodName(),
            status.getCode().name(),
            System.nanoTime() - start);
      }
    }
  }
}
