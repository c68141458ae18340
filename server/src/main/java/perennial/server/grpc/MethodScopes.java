package perennial.server.grpc;

import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.CustomerServiceGrpc;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RegistryServiceGrpc;
import perennial.registry.KeyScope;

/** Which key each method needs. */
final class MethodScopes {
  private static final String OURS = "perennial.";
  private static final String CHANNELZ = "grpc.channelz.";

  private static final Map<String, Set<KeyScope>> OF_SERVICE =
      Map.of(
          PredictionServiceGrpc.SERVICE_NAME, Set.of(KeyScope.PREDICT),
          EventServiceGrpc.SERVICE_NAME, Set.of(KeyScope.EVENTS),
          CustomerServiceGrpc.SERVICE_NAME, Set.of(KeyScope.ADMIN),
          RegistryServiceGrpc.SERVICE_NAME, Set.of());
  private static final String DEPLOY = RegistryServiceGrpc.getDeployMethod().getFullMethodName();
  private static final String GET_CUSTOMER =
      CustomerServiceGrpc.getGetCustomerMethod().getFullMethodName();

  private MethodScopes() {}

  /** One of these is needed; empty for none. */
  static Set<KeyScope> of(MethodDescriptor<?, ?> method) {
    if (alwaysNeedsKey(method)) {
      return Set.of(KeyScope.REGISTRY);
    }
    if (method.getFullMethodName().equals(GET_CUSTOMER)) {
      return Set.of(KeyScope.PREDICT, KeyScope.ADMIN);
    }
    String service = String.valueOf(method.getServiceName());
    @Nullable Set<KeyScope> scopes = OF_SERVICE.get(service);
    if (scopes != null) {
      return scopes;
    }
    // Health and reflection are open; who is connected is not, nor what this table forgot.
    return service.startsWith(OURS) || service.startsWith(CHANNELZ)
        ? Set.of(KeyScope.ADMIN)
        : Set.of();
  }

  /** Whether it needs its key even where keys are not asked for. */
  static boolean alwaysNeedsKey(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().equals(DEPLOY);
  }
}
