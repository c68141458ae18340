package perennial.admin.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;

/**
 * Which version did what when, read off a model's deployments.
 *
 * @param deployments newest first; the first is live
 * @param periods oldest first; consecutive deployments that left a role alone are one period
 */
public record ServingHistory(List<Deployment> deployments, List<Period> periods) {
  /** Deployments that pages look back on; older ones are in the audit. */
  private static final int LOOK_BACK = 500;

  /** What a version is to a deployment. */
  public enum Role {
    CHAMPION,
    CHALLENGER,
    SHADOW
  }

  /**
   * A version in a role.
   *
   * @param share of customers that it answers
   * @param to empty while it lasts
   * @param began the deployment that began it
   */
  public record Period(
      Role role, long version, double share, Instant from, Optional<Instant> to, Deployment began) {
    /** The end, or now while it lasts. */
    public Instant end(Instant now) {
      return to.orElse(now);
    }
  }

  public static ServingHistory read(ModelRegistry registry, String model) {
    return of(registry.deployments(model, 0, LOOK_BACK));
  }

  public static ServingHistory of(List<Deployment> newestFirst) {
    List<Period> periods = new ArrayList<>();
    for (Role role : Role.values()) {
      addPeriods(role, newestFirst.reversed(), periods);
    }
    return new ServingHistory(newestFirst, List.copyOf(periods));
  }

  private static void addPeriods(Role role, List<Deployment> oldestFirst, List<Period> into) {
    Deployment began = null;
    for (Deployment d : oldestFirst) {
      if (began == null || !same(role, began, d)) {
        add(role, began, Optional.of(d.deployedAt()), into);
        began = d;
      }
    }
    add(role, began, Optional.empty(), into);
  }

  private static void add(
      Role role, @Nullable Deployment began, Optional<Instant> to, List<Period> into) {
    if (began != null && version(role, began).isPresent()) {
      long version = version(role, began).getAsLong();
      into.add(new Period(role, version, share(role, began), began.deployedAt(), to, began));
    }
  }

  private static boolean same(Role role, Deployment a, Deployment b) {
    return version(role, a).equals(version(role, b)) && share(role, a) == share(role, b);
  }

  private static OptionalLong version(Role role, Deployment d) {
    return switch (role) {
      case CHAMPION -> OptionalLong.of(d.championVersion());
      case CHALLENGER -> d.challengerVersion();
      case SHADOW -> d.shadowVersion();
    };
  }

  private static double share(Role role, Deployment d) {
    return switch (role) {
      case CHAMPION -> 1 - d.challengerShare();
      case CHALLENGER -> d.challengerShare();
      case SHADOW -> 0;
    };
  }

  public Optional<Deployment> live() {
    return deployments.isEmpty() ? Optional.empty() : Optional.of(deployments.getFirst());
  }

  /** Sequence that the next deployment replaces; 0 before the first. */
  public long sequence() {
    return live().map(Deployment::sequence).orElse(0L);
  }

  public List<Period> periods(Role role) {
    return periods.stream().filter(p -> p.role() == role).toList();
  }

  public List<Period> periodsOf(long version) {
    return periods.stream().filter(p -> p.version() == version).toList();
  }

  /** When the live champion began to serve without a break. */
  public Optional<Period> championPeriod() {
    return merged().stream().filter(p -> p.to().isEmpty()).findFirst();
  }

  /** Champion periods, oldest first, whatever share a challenger took meanwhile. */
  public List<Period> merged() {
    List<Period> merged = new ArrayList<>();
    for (Period p : periods(Role.CHAMPION)) {
      Period last = merged.isEmpty() ? p : merged.getLast();
      if (!merged.isEmpty() && last.version() == p.version()) {
        merged.removeLast();
        merged.add(new Period(p.role(), p.version(), p.share(), last.from(), p.to(), last.began()));
      } else {
        merged.add(p);
      }
    }
    return merged;
  }

  /** Periods of one version, oldest first; those as champion whatever share a challenger took. */
  public List<Period> merged(long version) {
    return Stream.concat(merged().stream(), periods.stream().filter(p -> p.role() != Role.CHAMPION))
        .filter(p -> p.version() == version)
        .sorted(Comparator.comparing(Period::from))
        .toList();
  }

  /** Versions that were champion before the live one, latest first, with their last period. */
  public Map<Long, Period> formerChampions() {
    Map<Long, Period> former = new LinkedHashMap<>();
    long live = live().map(Deployment::championVersion).orElse(0L);
    for (Period p : merged().reversed()) {
      if (p.version() != live) {
        former.putIfAbsent(p.version(), p);
      }
    }
    return former;
  }
}
