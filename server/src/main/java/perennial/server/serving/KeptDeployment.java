package perennial.server.serving;

import java.util.List;
import java.util.Optional;
import perennial.registry.Deployment;

/**
 * A deployment and those of its versions that served here.
 *
 * @param versions the champion and, when they served, challenger and shadow
 */
record KeptDeployment(Deployment deployment, List<KeptVersion> versions) {
  KeptDeployment {
    versions = List.copyOf(versions);
  }

  Optional<KeptVersion> version(long number) {
    return versions.stream().filter(v -> v.number() == number).findFirst();
  }
}
