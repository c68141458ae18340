package perennial.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Ends a call whose service threw with the status of {@link GrpcErrors}; services just throw. */
final class ErrorInterceptor implements ServerInterceptor {
  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    ClosingCall<Q, S> closing = new ClosingCall<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(closing, headers)) {
      @Override
      public void onMessage(Q message) { // a stream's service runs in here
        closing.guard(() -> super.onMessage(message));
      }

      @Override
      public void onHalfClose() { // a unary service runs in here
        closing.guard(super::onHalfClose);
      }

      @Override
      public void onReady() {
        closing.guard(super::onReady);
      }
    };
  }

  // A service may throw after it answered: closing twice would hide the first error behind another.
  private static final class ClosingCall<Q, S> extends SimpleForwardingServerCall<Q, S> {
    private volatile boolean closed; // by the call's thread, or by one that it was handed to
    private boolean failed; // calls of one RPC never overlap

    ClosingCall(ServerCall<Q, S> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      closed = true;
      super.close(status, trailers);
    }

    /** Runs a part of the service; nothing more after one that failed. */
    void guard(Runnable part) {
      if (failed) {
        return;
      }
      try {
        part.run();
      } catch (RuntimeException | Error e) {
        failed = true;
        fail(e);
      }
    }

    private void fail(Throwable error) {
      StatusRuntimeException status =
          GrpcErrors.status(error, getMethodDescriptor().getFullMethodName());
      if (!closed) {
        Metadata trailers = status.getTrailers();
        close(status.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    }
  }
}
