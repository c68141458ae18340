package perennial.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database URL taken apart, as JDBC or as everybody else writes it. User and password are never
 * left in {@link #jdbcUrl}.
 *
 * @param user empty when the URL has none
 * @param password empty when the URL has none
 * @param errors what is wrong with the URL; empty when it is good
 */
record PostgresUrl(String jdbcUrl, String user, String password, List<String> errors) {
  // The authority is taken greedily up to the last @ before the path: a password may contain one.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:([^/]*)@)?([^/@?]*)(?:/([^?]*))?(?:\\?(.*))?");
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*)(?::(.*))?");

  static PostgresUrl parse(String url) {
    Matcher form = FORM.matcher(url.strip());
    if (!form.matches()) {
      return new PostgresUrl(
          "", "", "", List.of("the database URL must be postgresql://user@host:port/database"));
    }
    List<String> errors = new ArrayList<>();
    String userInfo = orEmpty(form.group(1));
    int colon = userInfo.indexOf(':');
    String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon), errors);
    String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1), errors);
    StringBuilder rest = new StringBuilder();
    for (String parameter : orEmpty(form.group(4)).split("&")) {
      if (parameter.startsWith("user=")) {
        user = decoded(parameter.substring("user=".length()), errors);
      } else if (parameter.startsWith("password=")) {
        password = decoded(parameter.substring("password=".length()), errors);
      } else if (!parameter.isEmpty()) {
        rest.append(rest.isEmpty() ? '?' : '&').append(parameter);
      }
    }
    String database = orEmpty(form.group(3));
    if (database.isEmpty()) {
      errors.add("the database URL names no database");
    }
    checkHosts(form.group(2), errors);
    return new PostgresUrl(
        "jdbc:postgresql://" + form.group(2) + "/" + database + rest, user, password, errors);
  }

  private static void checkHosts(String hosts, List<String> errors) {
    for (String host : hosts.split(",", -1)) {
      Matcher parts = HOST.matcher(host);
      if (!parts.matches() || parts.group(1).isEmpty()) {
        errors.add("the database URL's host '" + host + "' is none");
      } else if (parts.group(2) != null && !isPort(parts.group(2))) {
        errors.add("the database URL's port '" + parts.group(2) + "' must be in [1, 65535]");
      }
    }
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }

  private static String decoded(String text, List<String> errors) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // The text may be a password: it is not repeated.
      errors.add("user and password in the database URL must be percent-encoded");
      return "";
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "PostgresUrl[" + jdbcUrl + "]";
  }
}
