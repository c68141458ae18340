package perennial.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that are told theirs, and take it again after a while. They are below those
 * that the system gives to whoever asks for any, so that nobody gets one between here and there.
 */
public final class FreePorts {
  private static final int FROM = 20_000;
  private static final int COUNT = 10_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** Another one each time. */
  public static int next() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FROM + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        continue; // taken
      }
    }
    throw new IllegalStateException("no port from " + FROM + " on is free");
  }
}
