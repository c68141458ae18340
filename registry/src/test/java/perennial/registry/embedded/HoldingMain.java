package perennial.registry.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that holds a data folder until it is killed. */
final class HoldingMain {
  static final String STARTED = "started";

  private HoldingMain() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedPostgres unused = EphemeralPostgres.start(Path.of(args[0]));
    System.out.println(STARTED);
    new CountDownLatch(1).await();
  }
}
