package perennial.trainer.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import perennial.trainer.transactions.BadInput;

/** Where a server listens: a host or an address (IPv6 in brackets) and a port. */
record ServerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+\\]|[^\\s:/\\[\\]]+):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  /**
   * @throws BadInput when the text is no {@code HOST:PORT}
   */
  static ServerAddress of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group(2));
      if (1 <= port && port <= LAST_PORT) {
        return new ServerAddress(matcher.group(1), port);
      }
    }
    throw new BadInput("--server '%s' must be HOST:PORT, such as localhost:9090".formatted(text));
  }

  /**
   * Asks for the host's address, so that a wrong name is told in one sentence.
   *
   * @throws NoAnswer when nobody knows the host
   */
  ServerAddress requireKnown() {
    try {
      InetAddress.getByName(host);
      return this;
    } catch (UnknownHostException e) {
      throw NoAnswer.unknownHost(host, e);
    }
  }

  String text() {
    return host + ":" + port;
  }
}
