package perennial.admin.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place of this site to go on to; anything that could lead elsewhere becomes the overview. */
final class LocalPath {
  /** Begins with one slash; "//host" and "/\host" are other sites to a browser. */
  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,999}");

  private LocalPath() {}

  static String of(@Nullable String wanted) {
    return wanted != null
            && LOCAL.matcher(wanted).matches()
            && !wanted.startsWith("/login")
            && !wanted.startsWith("/logout")
        ? wanted
        : "/";
  }
}
