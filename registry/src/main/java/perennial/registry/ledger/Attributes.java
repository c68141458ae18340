package perennial.registry.ledger;

/**
 * Where a customer, or an event, comes from; each empty when it is not known.
 *
 * @param channel such as {@code email}
 * @param device such as {@code mobile}
 * @param market such as {@code DE}
 * @param category of what was bought or looked at
 */
public record Attributes(String channel, String device, String market, String category) {
  public static final Attributes NONE = new Attributes("", "", "", "");

  /** The longest of each, in characters. */
  public static final int MAX_LENGTH = 100;

  /**
   * @throws IllegalEvent naming the first one that is too long or has a control character
   */
  public Attributes {
    IllegalEvent.requireText("attributes.channel", channel, 0, MAX_LENGTH);
    IllegalEvent.requireText("attributes.device", device, 0, MAX_LENGTH);
    IllegalEvent.requireText("attributes.market", market, 0, MAX_LENGTH);
    IllegalEvent.requireText("attributes.category", category, 0, MAX_LENGTH);
  }

  /** The attribute with this name; empty, too, for a name that none has. */
  public String named(String name) {
    return switch (name) {
      case "channel" -> channel;
      case "device" -> device;
      case "market" -> market;
      case "category" -> category;
      default -> "";
    };
  }
}
