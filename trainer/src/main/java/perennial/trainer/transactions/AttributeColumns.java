package perennial.trainer.transactions;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which columns of a transaction log say where a purchase came from. A line with nothing in one of
 * them has no such attribute.
 *
 * @param channel such as {@code email}
 * @param device such as {@code mobile}
 * @param market such as {@code DE}
 * @param category of what was bought
 */
public record AttributeColumns(
    Optional<String> channel,
    Optional<String> device,
    Optional<String> market,
    Optional<String> category) {
  public static final AttributeColumns NONE =
      new AttributeColumns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** In the order of the components. */
  List<Optional<String>> all() {
    return List.of(channel, device, market, category);
  }

  /** The columns that are read. */
  Stream<String> names() {
    return all().stream().flatMap(Optional::stream);
  }
}
