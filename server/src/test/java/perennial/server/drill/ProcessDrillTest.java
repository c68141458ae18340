package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;
import perennial.server.TestServer;
import perennial.server.drill.FaultyProxy.Fault;

/** A server process is told to end, or is killed, under load. */
class ProcessDrillTest {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path folder;

  /** What is done to a server that answers. */
  private interface Drill {
    void run(Answering answering) throws Exception;
  }

  /**
   * @param channel to the server
   */
  private record Answering(Database database, ServerProcess server, ManagedChannel channel) {
    /**
     * Tells it to end, and waits until it has.
     *
     * @return the seconds that it took
     */
    double terminated() {
      long start = System.nanoTime();
      server.terminate();
      assertEquals(SIGTERM, server.awaitEnd(), server::logText);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Runs the drill on a server with a database of its own, which then has cut nothing off. */
  private void withServer(Drill drill) throws Exception {
    RegistryConfig config = TestDatabase.freshConfig();
    try (Database database = Database.open(config, Clock.systemUTC())) {
      Drills.versions(database, 1);
      try (ServerProcess server = ServerProcess.start(config, folder, Drills.SETTINGS)) {
        ManagedChannel channel = server.channel();
        try {
          server.awaitAnswer(channel);
          drill.run(new Answering(database, server, channel));
        } finally {
          channel.shutdownNow();
        }
        assertFalse(server.logText().contains("cut off"), server::logText);
      }
    }
  }

  @Test
  void sigterm_underLoad_everyCallThatReachedItIsAnswered() throws Exception {
    withServer(answering -> {
      try (SteadyLoad load = new SteadyLoad(answering.channel());
          EventLoad events = new EventLoad(answering.channel())) {
        load.awaitAnswers(2_000);
        events.awaitAcknowledged(3);
        double seconds = answering.terminated();
        assertTrue(seconds < 10, seconds + " s");
        assertEquals(0, load.failedInFlight().size(), () -> load.failedInFlight().toString());
        events.close();
        assertEquals(
            0, LedgerCheck.assertWhole(answering.database().ledger(), events), "answers lost");
      }
    });
  }

  /** The JSON port and what belongs to it may be in the middle of their start then. */
  @Test
  void sigterm_atTheFirstAnswers_everyCallThatReachedItIsAnswered() throws Exception {
    withServer(answering -> {
      try (SteadyLoad load = new SteadyLoad(answering.channel())) {
        load.awaitAnswers(1);
        double unused = answering.terminated();
        assertEquals(List.of(), load.failedInFlight());
      }
    });
  }

  @Test
  void sigterm_underJsonLoad_everyCallThatReachedItIsAnswered() throws Exception {
    withServer(answering -> {
      answering.channel().shutdownNow();
      answering.server().awaitJson();
      try (JsonLoad load = new JsonLoad(answering.server().httpPort())) {
        load.awaitAnswers(2_000);
        double seconds = answering.terminated();
        assertTrue(seconds < 10, seconds + " s");
        assertEquals(List.of(), load.failedInFlight());
      }
    });
  }

  @Test
  void sigkill_underLoad_acknowledgedEventsAreThere_andItStartsWithoutTheDatabase()
      throws Exception {
    RegistryConfig config = TestDatabase.freshConfig();
    try (FaultyProxy proxy = new FaultyProxy(Drills.port(config));
        Database database = Database.open(config, Clock.systemUTC());
        ServerProcess server = server(config, proxy, database)) {
      ManagedChannel channel = server.channel();
      server.awaitAnswer(channel);
      try (EventLoad events = new EventLoad(channel)) {
        try (SteadyLoad load = new SteadyLoad(channel)) {
          load.awaitAnswers(500);
          events.awaitAcknowledged(5);
          server.kill();
        }
        server.restart();
        server.awaitAnswer(channel);
        events.awaitAcknowledged(5);
        server.kill();
        events.close();
        int unused = LedgerCheck.assertWhole(database.ledger(), events);
      }
      proxy.set(Fault.CLOSED);
      server.restart();
      server.awaitAnswer(channel);
      TestServer.eventually( // it answers before it has said so
          "it says from where", () -> server.logText().contains("answers from the local disk"));
      channel.shutdownNow();
    }
  }

  private ServerProcess server(RegistryConfig config, FaultyProxy proxy, Database database) {
    Drills.versions(database, 1);
    return ServerProcess.start(Drills.through(config, proxy), folder, Drills.SETTINGS);
  }
}
