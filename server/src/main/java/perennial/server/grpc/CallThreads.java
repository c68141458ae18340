package perennial.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RegistryServiceGrpc;

/**
 * Which thread runs a call. A single prediction touches memory for some microseconds and stays in
 * the network's thread. A batch may compute for tens of milliseconds, which the single predictions
 * of other connections must not wait for. The registry waits for a database.
 */
final class CallThreads implements ServerCallExecutorSupplier {
  private final Executor registry;
  private final Executor batches;

  CallThreads(Executor registry, Executor batches) {
    this.registry = registry;
    this.batches = batches;
  }

  @Override
  public <Q, S> @Nullable Executor getExecutor(ServerCall<Q, S> call, Metadata metadata) {
    var method = call.getMethodDescriptor();
    if (RegistryServiceGrpc.SERVICE_NAME.equals(method.getServiceName())) {
      return registry;
    }
    return method
            .getFullMethodName()
            .equals(PredictionServiceGrpc.getBatchPredictMethod().getFullMethodName())
        ? batches
        : null; // the server's own: the network's thread
  }
}
