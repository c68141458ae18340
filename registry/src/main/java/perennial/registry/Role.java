package perennial.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do; each role includes those before it. */
public enum Role {
  /** Sees everything, changes nothing. */
  VIEWER,
  /** Deploys, trains, and answers alerts. */
  ENGINEER,
  /** Decides who may do what, and what becomes of customers' data. */
  ADMIN;

  /** As people write it, such as {@code viewer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that text; empty for one that is none. */
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /** Whether this role may do what another one may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
