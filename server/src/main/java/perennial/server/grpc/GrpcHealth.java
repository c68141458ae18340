package perennial.server.grpc;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.HashSet;
import java.util.Set;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RegistryServiceGrpc;
import perennial.server.serving.ModelStatus;
import perennial.server.serving.ServingHealth;

/**
 * The standard health service. Names: the empty one and {@code perennial.api.v1.PredictionService}
 * serve when the process is ready, {@code perennial.api.v1.RegistryService} when the registry
 * answers, and {@code model/<name>} when a verified version of that model answers.
 */
final class GrpcHealth {
  static final String MODEL_PREFIX = "model/";

  private final HealthStatusManager manager = new HealthStatusManager();
  private final Set<String> models = new HashSet<>(); // guarded by this
  private boolean ended; // guarded by this

  GrpcHealth(ServingHealth health) {
    health.listen(this::tell);
  }

  BindableService service() {
    return manager.getHealthService();
  }

  private synchronized void tell(ServingHealth.Snapshot health) {
    if (ended) {
      return;
    }
    if (health.draining()) {
      ended = true;
      manager.enterTerminalState();
      return;
    }
    set("", health.ready());
    set(PredictionServiceGrpc.SERVICE_NAME, health.ready());
    set(RegistryServiceGrpc.SERVICE_NAME, health.registryReachable());
    Set<String> gone = new HashSet<>(models);
    for (ModelStatus status : health.models()) {
      set(MODEL_PREFIX + status.model(), status.servingVersion() > 0);
      models.add(status.model());
      gone.remove(status.model());
    }
    gone.forEach(model -> manager.clearStatus(MODEL_PREFIX + model));
    models.removeAll(gone);
  }

  private void set(String service, boolean serving) {
    manager.setStatus(service, serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }
}
