package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.ServingReport;
import perennial.registry.testing.TestDatabase;
import perennial.server.TestServer;
import perennial.server.TestVersions;
import perennial.server.serving.ModelStatus;

/** A version whose stored bytes are not the ones that were registered. */
class CorruptArtifactTest {
  @TempDir Path folder;

  @Test
  void promoted_neverServes_theOldOneGoesOnAndTheErrorIsSeen() throws Exception {
    RegistryConfig config = TestDatabase.freshConfig();
    try (Database database = Database.open(config, Clock.systemUTC())) {
      Drills.versions(database, 3);
      TestDatabase.corruptArtifact(config, "retail", 2);
      try (TestServer test = Drills.server(database, folder).ready();
          SteadyLoad load = new SteadyLoad(test.channel)) {
        TestVersions.promote(database.registry(), 2, 1);
        ModelStatus failed = failure(test);
        assertEquals(1, failed.servingVersion());
        assertEquals(2, failed.deploymentSequence());
        assertTrue(failed.detail().contains("SHA-256"), failed.detail());
        TestServer.eventually(
            "the report",
            () ->
                database.registry().servingReports().stream()
                    .anyMatch(r ->
                        r.state() == ServingReport.State.FAILED
                            && r.servingVersion() == 1
                            && r.detail().equals(failed.detail())));
        // While it is tried again it is loading, for a moment.
        TestServer.eventually(
            "the detail", () -> get(test, "/health/ready").contains(failed.detail()));
        TestServer.eventually(
            "the metric", () -> metrics(test).contains("perennial_models_failed 1"));
        load.awaitAnswers(200);
        assertTrue(test.server.health().ready(), "the old one goes on");
        TestVersions.promote(database.registry(), 3, 2);
        TestServer.eventually("v3", () -> Drills.serving(test.server) == 3);
        assertTrue(metrics(test).contains("perennial_models_failed 0"), metrics(test)::toString);
        load.assertNothingFailed();
      }
    }
  }

  private static ModelStatus failure(TestServer test) {
    CompletableFuture<ModelStatus> seen = new CompletableFuture<>();
    TestServer.eventually(
        "the failure",
        () -> {
          ModelStatus status = test.server.health().models().getFirst();
          return status.state() == ServingReport.State.FAILED && seen.complete(status);
        });
    return seen.join();
  }

  private static List<String> metrics(TestServer test) {
    return get(test, "/metrics").lines().filter(l -> l.contains("models_failed")).toList();
  }

  private static String get(TestServer test, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + test.server.httpPort() + path);
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while asking for " + path, e);
    }
  }
}
