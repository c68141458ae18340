package perennial.admin.deploy;

import java.util.Locale;

/** What a version is to be in a deployment. */
enum Part {
  CHAMPION,
  CHALLENGER,
  SHADOW,
  /** Nothing any more: its part as challenger or shadow ends. */
  NONE;

  /** As sent in a form; the champion when nothing is sent. */
  static Part of(String sent) {
    for (Part part : values()) {
      if (part.sent().equals(sent)) {
        return part;
      }
    }
    if (sent.isEmpty()) {
      return CHAMPION;
    }
    throw new IllegalArgumentException(
        "field part must be champion, challenger, shadow or none, not '%s'".formatted(sent));
  }

  String sent() {
    return name().toLowerCase(Locale.ROOT);
  }
}
