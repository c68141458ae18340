package perennial.server.grpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the calls that never end by themselves, such as a watch of the health: a server that waits
 * for its running calls would wait for them until it is killed. Prediction streams end themselves.
 */
final class LongCalls implements ServerInterceptor {
  private final Set<EndableCall<?, ?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    if (call.getMethodDescriptor().getType() == MethodType.UNARY
        || call.getMethodDescriptor().getFullMethodName().equals(PredictionStream.METHOD)) {
      return next.startCall(call, headers);
    }
    EndableCall<Q, S> endable = new EndableCall<>(call);
    running.add(endable);
    ServerCall.Listener<Q> listener = next.startCall(endable, headers);
    if (ending) {
      endable.end();
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onCancel() {
        running.remove(endable);
        super.onCancel();
      }

      @Override
      public void onComplete() {
        running.remove(endable);
        super.onComplete();
      }
    };
  }

  void end() {
    ending = true;
    running.forEach(EndableCall::end);
  }

  /** A call that may be ended while its service is about to send something. */
  private static final class EndableCall<Q, S> extends SimpleForwardingServerCall<Q, S> {
    @GuardedBy("this")
    private boolean closed;

    EndableCall(ServerCall<Q, S> call) {
      super(call);
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(S message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }

    void end() {
      close(GrpcErrors.ENDING, new Metadata());
    }
  }
}
