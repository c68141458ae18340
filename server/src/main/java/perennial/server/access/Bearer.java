package perennial.server.access;

import org.jspecify.annotations.Nullable;

/** The value of {@code authorization: Bearer <key>}. */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** The key; empty when the header is absent or of another scheme. */
  public static String key(@Nullable String header) {
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? ""
        : header.substring(SCHEME.length()).strip();
  }
}
