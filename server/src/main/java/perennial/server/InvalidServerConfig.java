package perennial.server;

import java.util.List;

/** Settings that cannot be used; the message lists every one of them. */
public final class InvalidServerConfig extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidServerConfig(List<String> problems) {
    super("the server's settings are wrong: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each, naming the setting and the value. */
  public List<String> problems() {
    return problems;
  }
}
