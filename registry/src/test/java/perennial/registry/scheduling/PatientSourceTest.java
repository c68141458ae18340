package perennial.registry.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PatientSourceTest {
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicBoolean away = new AtomicBoolean();
  private final Reachability outage =
      new Reachability() {
        @Override
        public void missed(Exception failure) {
          away.set(true);
        }

        @Override
        public void answered() {
          away.set(false);
        }
      };

  /** Fails so many times before it gives a connection. */
  private DataSource failing(int times) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (tries.incrementAndGet() <= times) {
                throw new SQLException("refused", "08001");
              }
              return Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (p, m, a) -> null);
            });
  }

  @Test
  void getConnection_databaseAway_waitsUntilItIsBack() throws Exception {
    PatientSource source = new PatientSource(failing(3), Duration.ofMillis(1), outage);
    try (Connection connection = source.getConnection()) {
      assertEquals(4, tries.get());
      assertFalse(away.get());
    }
  }

  @Test
  void close_whileWaiting_letsGo() throws Exception {
    PatientSource source =
        new PatientSource(failing(Integer.MAX_VALUE), Duration.ofHours(1), outage);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Connection> waiting = threads.submit(() -> source.getConnection());
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!away.get()) {
        assertTrue(System.nanoTime() < deadline);
        Thread.onSpinWait();
      }
      source.close();
      var failure = assertThrows(ExecutionException.class, waiting::get);
      assertInstanceOf(SQLException.class, failure.getCause());
    }
  }
}
