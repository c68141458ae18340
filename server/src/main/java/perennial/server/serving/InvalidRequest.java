package perennial.server.serving;

import java.util.List;
import java.util.function.UnaryOperator;
import perennial.registry.ModelName;

/** The caller's request breaks rules; each violation names a field. Nothing was computed. */
public final class InvalidRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param field path of the field, such as {@code histories[17].recency}
   * @param description the value and the rule
   */
  public record Violation(String field, String description) {}

  private final transient List<Violation> violations;
  private final int total;

  /**
   * @param violations those to show, at least one
   * @param total how many there are, shown or not
   */
  public InvalidRequest(List<Violation> violations, int total) {
    super(message(violations, total));
    this.violations = List.copyOf(violations);
    this.total = total;
  }

  public static InvalidRequest of(String field, String description) {
    return new InvalidRequest(List.of(new Violation(field, description)), 1);
  }

  /** For a name that no model can have. */
  public static InvalidRequest ofModel(String name) {
    return of("model", "'%s' %s".formatted(ModelName.shown(name), ModelName.RULE));
  }

  /** The same in the words of another API, in which fields and descriptions are put. */
  public InvalidRequest in(UnaryOperator<String> words) {
    return new InvalidRequest(
        violations.stream()
            .map(v -> new Violation(words.apply(v.field()), words.apply(v.description())))
            .toList(),
        total);
  }

  public List<Violation> violations() {
    return violations;
  }

  private static String message(List<Violation> violations, int total) {
    Violation first = violations.getFirst();
    String text = first.field() + ": " + first.description();
    return total == 1 ? text : text + " (and " + (total - 1) + " more)";
  }
}
