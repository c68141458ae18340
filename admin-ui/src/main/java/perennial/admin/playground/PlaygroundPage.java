package perennial.admin.playground;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.customer.CustomerPage.Expected;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;

/**
 * The form and its answer.
 *
 * @param lines of the form
 * @param models to choose from
 * @param answer null when there is none
 * @param errors why there is none
 */
public record PlaygroundPage(
    String title,
    Fields fields,
    Lines lines,
    List<String> models,
    @Nullable Answer answer,
    FormErrors errors) {
  static PlaygroundPage of(
      String title,
      Fields fields,
      List<String> models,
      @Nullable Answer answer,
      FormErrors errors) {
    return new PlaygroundPage(title, fields, Lines.of(fields, errors), models, answer, errors);
  }

  /**
   * What the version says.
   *
   * @param level of the intervals, in words; empty for none
   * @param note how a server would answer differently; null when it would not
   */
  public record Answer(
      Link version,
      String family,
      String alive,
      String spend,
      String currency,
      String terms,
      String level,
      List<Expected> horizons,
      String grpcurl,
      String curl,
      @Nullable String note) {}
}
