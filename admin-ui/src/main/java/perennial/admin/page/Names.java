package perennial.admin.page;

import perennial.monitoring.Segment;

/** How features and segments are called in sentences and tables. */
public final class Names {
  private Names() {}

  /** Such as {@code Purchase amount} for {@code purchase_amount}. */
  public static String feature(String feature) {
    String text = feature.replace('_', ' ').strip().replaceAll("\\bclv\\b", "CLV");
    return text.isEmpty() ? "(unnamed)" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Such as {@code channel email}, {@code New × Lagging} or {@code all customers}. */
  public static String segment(Segment segment) {
    return segment.dimension().equals("stage x status")
        ? segment.value().replace(" x ", " × ")
        : segment.text();
  }

  /** Such as {@code Purchase amount, channel email}. */
  public static String of(String feature, Segment segment) {
    return segment.equals(Segment.ALL)
        ? feature(feature)
        : feature(feature) + ", " + segment(segment);
  }
}
