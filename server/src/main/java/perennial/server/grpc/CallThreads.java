package perennial.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.CustomerServiceGrpc;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.RegistryServiceGrpc;

/**
 * Which thread begins a call, which is decided before its message is read. The services of the
 * database wait for it, in virtual threads; so does a key that is not remembered. All else begins
 * in the network's thread; predictions that compute or wait leave it when their message says so,
 * see {@link Handoff}.
 */
final class CallThreads implements ServerCallExecutorSupplier {
  private static final Set<String> OF_THE_DATABASE =
      Set.of(
          RegistryServiceGrpc.SERVICE_NAME,
          EventServiceGrpc.SERVICE_NAME,
          CustomerServiceGrpc.SERVICE_NAME);

  private final KeyInterceptor keys;
  private final Executor waiting;

  CallThreads(KeyInterceptor keys, Executor waiting) {
    this.keys = keys;
    this.waiting = waiting;
  }

  @Override
  public <Q, S> @Nullable Executor getExecutor(ServerCall<Q, S> call, Metadata metadata) {
    @Nullable String service = call.getMethodDescriptor().getServiceName();
    return (service != null && OF_THE_DATABASE.contains(service)) || keys.asks(call, metadata)
        ? waiting
        : null; // the server's own: the network's thread
  }
}
