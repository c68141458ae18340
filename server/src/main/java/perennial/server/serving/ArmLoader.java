package perennial.server.serving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;

/**
 * Makes all versions of a deployment ready: the champion, or else nothing; challenger and shadow as
 * far as they are in order. What the model's last deployment loaded is not loaded again. For one
 * thread.
 */
final class ArmLoader {
  private final ModelRegistry registry;
  private final VersionLoader loader;
  private final Map<String, List<VerifiedVersion>> loaded = new HashMap<>();

  ArmLoader(ModelRegistry registry, VersionLoader loader) {
    this.registry = registry;
    this.loader = loader;
  }

  /**
   * What can answer, and what cannot.
   *
   * @param versions of {@code served}
   * @param failures of challenger and shadow; empty when all that is wanted is served
   */
  record Loaded(ServedModel served, List<VerifiedVersion> versions, List<ArmFailure> failures) {}

  /**
   * @param what for people, such as {@code challenger v3}
   */
  record ArmFailure(String what, RuntimeException cause) {
    String inWords() {
      return what + " does not serve: " + Reasons.of(cause);
    }
  }

  /** Throws like {@link VersionLoader#load} for the champion. */
  Loaded load(Deployment deployment) {
    return assemble(deployment, number -> verified(deployment.model(), number));
  }

  /** The same from the local disk; asks nothing of the network. */
  Loaded restore(KeptDeployment kept) {
    return assemble(
        kept.deployment(),
        number ->
            loader.restore(
                kept.deployment().model(),
                kept.version(number)
                    .orElseThrow(() -> new IllegalStateException("it was not kept on disk"))));
  }

  /** Warms up what had to answer at once. */
  void warmUp() {
    loader.warmUp();
  }

  /** The model is no longer served. */
  void forget(String model) {
    loaded.remove(model);
  }

  private Loaded assemble(Deployment deployment, LongFunction<VerifiedVersion> source) {
    VerifiedVersion champion = source.apply(deployment.championVersion());
    List<ArmFailure> failures = new ArrayList<>();
    Optional<VerifiedVersion> challenger =
        optional("challenger", deployment.challengerVersion(), source, failures);
    Optional<VerifiedVersion> shadow =
        optional("shadow", deployment.shadowVersion(), source, failures);
    List<VerifiedVersion> versions =
        Stream.of(Optional.of(champion), challenger, shadow).flatMap(Optional::stream).toList();
    loaded.put(deployment.model(), versions);
    return new Loaded(
        new ServedModel(
            deployment,
            champion.version(),
            challenger.map(VerifiedVersion::version),
            shadow.map(VerifiedVersion::version)),
        versions,
        List.copyOf(failures));
  }

  private static Optional<VerifiedVersion> optional(
      String part,
      OptionalLong number,
      LongFunction<VerifiedVersion> source,
      List<ArmFailure> failures) {
    if (number.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(source.apply(number.getAsLong()));
    } catch (RuntimeException e) {
      failures.add(new ArmFailure(part + " v" + number.getAsLong(), e));
      return Optional.empty();
    }
  }

  // The hash is compared too: another database has the same numbers for other versions.
  private VerifiedVersion verified(String model, long number) {
    for (VerifiedVersion known : loaded.getOrDefault(model, List.of())) {
      if (known.version().number() == number
          && known
              .version()
              .artifactSha256()
              .equals(registry.version(model, number).artifactSha256())) {
        return known;
      }
    }
    return loader.load(model, number, !loaded.containsKey(model));
  }
}
