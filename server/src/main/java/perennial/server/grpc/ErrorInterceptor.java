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
      public void onHalfClose() { // a unary service runs in here
        try {
          super.onHalfClose();
        } catch (RuntimeException | Error e) {
          closing.fail(e);
        }
      }
    };
  }

  // A service may throw after it answered: closing twice would hide the first error behind another.
  private static final class ClosingCall<Q, S> extends SimpleForwardingServerCall<Q, S> {
    private boolean closed; // calls of one RPC never overlap

    ClosingCall(ServerCall<Q, S> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      closed = true;
      super.close(status, trailers);
    }

    void fail(Throwable error) {
      StatusRuntimeException status =
          GrpcErrors.status(error, getMethodDescriptor().getFullMethodName());
      if (!closed) {
        Metadata trailers = status.getTrailers();
        close(status.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    }
  }
}
