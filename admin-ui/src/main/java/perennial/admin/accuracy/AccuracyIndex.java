package perennial.admin.accuracy;

import java.util.List;
import java.util.Optional;
import perennial.admin.accuracy.AccuracyIndexPage.Row;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.table.TableQuery;
import perennial.admin.table.TableView;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.AccuracyReport;

/** Makes {@link AccuracyIndexPage}. */
public final class AccuracyIndex {
  private final ModelRegistry registry;
  private final AccuracyView view;
  private final Formats formats;

  public AccuracyIndex(ModelRegistry registry, AccuracyView view, Formats formats) {
    this.registry = registry;
    this.view = view;
    this.formats = formats;
  }

  /** Every model. */
  List<Row> rows() {
    return registry.models().stream().map(m -> row(m.name())).toList();
  }

  AccuracyIndexPage read(TableQuery query) {
    List<Row> rows = rows();
    TableView<Row> shown = AccuracyIndexPage.TABLE.view(query, rows, r -> r);
    long judged = rows.stream().filter(r -> !r.tone().equals("unknown")).count();
    long worse = rows.stream().filter(r -> List.of("bad", "warn").contains(r.tone())).count();
    if (judged == 0) {
      return new AccuracyIndexPage("unknown", "No prediction has matured yet", shown);
    }
    boolean bad = rows.stream().anyMatch(r -> r.tone().equals("bad"));
    return worse == 0
        ? new AccuracyIndexPage("ok", "Every judged champion is as accurate as it was", shown)
        : new AccuracyIndexPage(
            bad ? "bad" : "warn",
            "%s less accurate than it was, or biased"
                .formatted(Formats.count(worse, "model is", "models are")),
            shown);
  }

  /** The champion's newest answer in a few words. */
  public AccuracyWords.Brief brief(String model) {
    return AccuracyWords.brief(
        view.report(model, 0).map(AccuracyReport::accuracies).orElse(List.of()));
  }

  private Row row(String model) {
    Link link = new Link(model, Link.accuracy(model));
    Optional<AccuracyReport> report = view.report(model, 0);
    if (report.isEmpty()) {
      return new Row(link, "unknown", "no prediction has matured yet", "");
    }
    AccuracyReport r = report.get();
    AccuracyWords.Answer answer = AccuracyWords.of("v" + r.version(), r.accuracies());
    return new Row(link, answer.tone(), answer.title(), "known to " + formats.day(r.asOf()));
  }
}
