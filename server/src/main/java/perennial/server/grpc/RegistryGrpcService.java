package perennial.server.grpc;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.DeployResponse;
import perennial.api.v1.GetVersionRequest;
import perennial.api.v1.GetVersionResponse;
import perennial.api.v1.ListDeploymentsRequest;
import perennial.api.v1.ListDeploymentsResponse;
import perennial.api.v1.ListModelsRequest;
import perennial.api.v1.ListModelsResponse;
import perennial.api.v1.ListVersionsRequest;
import perennial.api.v1.ListVersionsResponse;
import perennial.api.v1.RegistryServiceGrpc;
import perennial.registry.Deployment;
import perennial.registry.ModelName;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;
import perennial.registry.NewDeployment;
import perennial.server.serving.InvalidRequest;

/** The registry over gRPC: reads for everybody, changes for whoever has the key. */
final class RegistryGrpcService extends RegistryServiceGrpc.RegistryServiceImplBase {
  private static final int MAX_PAGE = 1_000;
  private static final int DEFAULT_PAGE = 100;

  private final ModelRegistry registry;

  RegistryGrpcService(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> responses) {
    ListModelsResponse.Builder response = ListModelsResponse.newBuilder();
    registry.models().forEach(m -> response.addModels(RegistryMessages.model(m)));
    answer(responses, response.build());
  }

  @Override
  public void listVersions(
      ListVersionsRequest request, StreamObserver<ListVersionsResponse> responses) {
    int size = pageSize(request.getPageSize());
    long before = before("before_version", request.getBeforeVersion());
    List<ModelVersion> found = registry.versions(named(request.getModel()), before, size + 1);
    ListVersionsResponse.Builder response =
        ListVersionsResponse.newBuilder()
            .setNextBeforeVersion(next(found, size, ModelVersion::version));
    found.stream().limit(size).forEach(v -> response.addVersions(RegistryMessages.version(v)));
    answer(responses, response.build());
  }

  @Override
  public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> responses) {
    ModelVersion version = registry.version(named(request.getModel()), request.getVersion());
    answer(
        responses,
        GetVersionResponse.newBuilder().setVersion(RegistryMessages.version(version)).build());
  }

  @Override
  public void deploy(DeployRequest request, StreamObserver<DeployResponse> responses) {
    NewDeployment wanted =
        new NewDeployment(
            named(request.getModel()),
            positive("champion_version", request.getChampionVersion()),
            optional("challenger_version", request.getChallengerVersion()),
            request.getChallengerShare(),
            optional("shadow_version", request.getShadowVersion()),
            before("expected_sequence", request.getExpectedSequence()),
            Caller.actor(),
            request.getReason());
    Deployment deployed;
    try {
      deployed = registry.deploy(wanted);
    } catch (IllegalArgumentException e) { // the registry's rules for share and reason
      throw InvalidRequest.of("deployment", String.valueOf(e.getMessage()));
    }
    answer(
        responses,
        DeployResponse.newBuilder().setDeployment(RegistryMessages.deployment(deployed)).build());
  }

  @Override
  public void listDeployments(
      ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> responses) {
    int size = pageSize(request.getPageSize());
    long before = before("before_sequence", request.getBeforeSequence());
    List<Deployment> found = registry.deployments(named(request.getModel()), before, size + 1);
    ListDeploymentsResponse.Builder response =
        ListDeploymentsResponse.newBuilder()
            .setNextBeforeSequence(next(found, size, Deployment::sequence));
    found.stream()
        .limit(size)
        .forEach(d -> response.addDeployments(RegistryMessages.deployment(d)));
    answer(responses, response.build());
  }

  private static <T> void answer(StreamObserver<T> responses, T response) {
    responses.onNext(response);
    responses.onCompleted();
  }

  // One row more than the page was read: whether it is there says whether a page follows.
  private static <T> long next(List<T> found, int size, ToLongFunction<T> number) {
    return found.size() > size ? number.applyAsLong(found.get(size - 1)) : 0;
  }

  private static int pageSize(int asked) {
    if (asked < 0 || asked > MAX_PAGE) {
      throw InvalidRequest.of("page_size", asked + " must be in [0, " + MAX_PAGE + "]");
    }
    return asked == 0 ? DEFAULT_PAGE : asked;
  }

  private static String named(String model) {
    if (!ModelName.isValid(model)) {
      throw InvalidRequest.ofModel(model);
    }
    return model;
  }

  private static long before(String field, long value) {
    if (value < 0) {
      throw InvalidRequest.of(field, value + " must be >= 0");
    }
    return value;
  }

  private static long positive(String field, long value) {
    if (value < 1) {
      throw InvalidRequest.of(field, value + " must be >= 1");
    }
    return value;
  }

  private static OptionalLong optional(String field, long version) {
    return before(field, version) == 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }
}
