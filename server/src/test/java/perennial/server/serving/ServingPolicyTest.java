package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.registry.Deployment;
import perennial.server.serving.ServingPolicy.Action;
import perennial.server.serving.ServingPolicy.Failure;

class ServingPolicyTest {
  private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
  private static final List<String> MODELS = List.of("a", "b", "c");

  @Test
  void actions_wantedUnknown_nothing() {
    assertEquals(
        List.of(),
        ServingPolicy.actions(Optional.empty(), Map.of("a", deployment("a", 1, 1)), Map.of(), NOW));
  }

  @Test
  void actions_nothingWantedAtAll_keepsServing() {
    assertEquals(
        List.of(),
        ServingPolicy.actions(
            Optional.of(List.of()), Map.of("a", deployment("a", 1, 1)), Map.of(), NOW));
  }

  @Test
  void actions_modelNoLongerWanted_unloads() {
    assertEquals(
        List.of(new Action.Unload("a")),
        ServingPolicy.actions(
            Optional.of(List.of(deployment("b", 1, 1))),
            Map.of("a", deployment("a", 1, 1), "b", deployment("b", 1, 1)),
            Map.of(),
            NOW));
  }

  @Test
  void actions_rollBack_loadsTheLowerVersion() {
    Deployment back = deployment("a", 3, 1);
    assertEquals(
        List.of(new Action.Load(back)),
        ServingPolicy.actions(
            Optional.of(List.of(back)), Map.of("a", deployment("a", 2, 2)), Map.of(), NOW));
  }

  @Test
  void actions_failedAndNotDue_waits() {
    Deployment wanted = deployment("a", 2, 2);
    Failure failure = new Failure(wanted, 1, Optional.of(NOW.plusSeconds(1)), "broken");
    Map<String, Deployment> serving = Map.of("a", deployment("a", 1, 1));
    Optional<List<Deployment>> live = Optional.of(List.of(wanted));
    assertEquals(List.of(), ServingPolicy.actions(live, serving, Map.of("a", failure), NOW));
    assertEquals(
        List.of(new Action.Load(wanted)),
        ServingPolicy.actions(live, serving, Map.of("a", failure), NOW.plusSeconds(1)));
  }

  @Test
  void actions_failedForGoodButDeployedAnew_triesTheNewOne() {
    Failure failure = new Failure(deployment("a", 2, 2), 6, Optional.empty(), "broken");
    Deployment wanted = deployment("a", 3, 3);
    assertEquals(
        List.of(new Action.Load(wanted)),
        ServingPolicy.actions(Optional.of(List.of(wanted)), Map.of(), Map.of("a", failure), NOW));
  }

  static List<Long> seeds() {
    return new Random(20260701).longs(300).boxed().toList();
  }

  /** Random histories of deployments, outages and broken versions. */
  @ParameterizedTest
  @MethodSource("seeds")
  void actions_anyHistory_keepTheRules(long seed) {
    Random random = new Random(seed);
    World world = new World(random);
    for (int step = 0; step < 60; step++) {
      world.change();
      Map<String, Deployment> before = Map.copyOf(world.serving);
      Optional<List<Deployment>> wanted = world.read();
      List<Action> actions =
          ServingPolicy.actions(wanted, world.serving, world.failures, world.now);
      if (wanted.isEmpty()) {
        assertEquals(List.of(), actions, "nothing is known, so nothing changes");
      }
      for (Action action : actions) {
        world.apply(action);
      }
      for (String model : before.keySet()) {
        assertTrue(
            world.serving.containsKey(model) || world.unloaded(model, wanted),
            () -> "stopped answering for " + model);
      }
      assertEquals(
          List.of(),
          ServingPolicy.actions(wanted, world.serving, world.failures, world.now),
          "done once is done");
    }
    world.settle();
    ServingPolicy.newest(world.live)
        .forEach((model, d) -> assertEquals(d, world.serving.get(model), "the newest wins"));
  }

  @Test
  void actions_inputs_areNotChanged() {
    List<Deployment> live = List.of(deployment("a", 1, 1));
    Map<String, Deployment> serving = Map.of();
    assertFalse(ServingPolicy.actions(Optional.of(live), serving, Map.of(), NOW).isEmpty());
    assertEquals(
        ServingPolicy.actions(Optional.of(live), serving, Map.of(), NOW),
        ServingPolicy.actions(Optional.of(live), serving, Map.of(), NOW));
  }

  private static Deployment deployment(String model, long sequence, long version) {
    return new Deployment(
        model,
        sequence,
        version,
        OptionalLong.empty(),
        0,
        OptionalLong.empty(),
        "ana",
        "test",
        NOW.minusSeconds(1_000 - sequence));
  }

  private static final class World {
    final Map<String, Deployment> serving = new HashMap<>();
    final Map<String, Failure> failures = new HashMap<>();
    final List<Deployment> live = new ArrayList<>();
    Instant now = NOW;
    private final Random random;
    private boolean away;
    private long brokenVersion;

    World(Random random) {
      this.random = random;
    }

    void change() {
      now = now.plusMillis(random.nextInt(3_000));
      away = random.nextInt(4) == 0;
      brokenVersion = random.nextInt(6);
      if (random.nextBoolean()) {
        String model = MODELS.get(random.nextInt(MODELS.size()));
        long sequence =
            live.stream()
                .filter(d -> d.model().equals(model))
                .mapToLong(Deployment::sequence)
                .max()
                .orElse(0);
        live.add(deployment(model, sequence + 1, 1 + random.nextInt(5)));
      }
      if (random.nextInt(20) == 0) {
        String gone = MODELS.get(random.nextInt(MODELS.size()));
        live.removeIf(d -> d.model().equals(gone));
      }
    }

    Optional<List<Deployment>> read() {
      return away ? Optional.empty() : Optional.of(List.copyOf(live));
    }

    void apply(Action action) {
      switch (action) {
        case Action.Unload unload -> serving.remove(unload.model());
        case Action.Load load -> load(load.deployment());
      }
    }

    private void load(Deployment deployment) {
      if (deployment.championVersion() == brokenVersion) {
        failures.put(
            deployment.model(),
            new Failure(deployment, 1, Optional.of(now.plusSeconds(1)), "broken"));
      } else {
        failures.remove(deployment.model());
        serving.put(deployment.model(), deployment);
      }
    }

    boolean unloaded(String model, Optional<List<Deployment>> wanted) {
      return wanted.isPresent()
          && !wanted.get().isEmpty()
          && wanted.get().stream().noneMatch(d -> d.model().equals(model));
    }

    void settle() {
      away = false;
      brokenVersion = 0;
      now = now.plusSeconds(10);
      ServingPolicy.actions(read(), serving, failures, now).forEach(this::apply);
    }
  }
}
