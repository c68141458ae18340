package perennial.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks whether ports are free before anything is started, so that the answer comes at once. */
final class Ports {
  private Ports() {}

  /**
   * @throws PortTaken naming the option that chooses another
   * @throws IllegalArgumentException when the address is none of this machine's
   */
  static void requireFree(String what, String bind, int port, String option) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "%s %d must be a port from 0 to 65535".formatted(option, port));
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--bind %s is no address of this machine".formatted(bind), e);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port in TIME_WAIT is free, as it is for the servers
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new PortTaken(what, bind, port, option, e);
    }
  }
}
