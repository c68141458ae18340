package perennial.admin.deploy;

import io.micronaut.http.HttpRequest;
import perennial.admin.page.Link;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.retraining.ReplayReport.ChangeBin;
import perennial.registry.retraining.ReplayReport.SegmentTotal;
import perennial.registry.retraining.ReplayReport.TierMove;

/** The tables of a replay, as pages sort them and files have them. */
final class ReplayTables {
  static final Table<ChangeBin> CHANGES =
      Table.of(
          "range",
          "ranges",
          Column.number("from", "From", ChangeBin::from),
          Column.number("to", "To", ChangeBin::to),
          Column.number("customers", "Customers", ChangeBin::customers));

  static final Table<TierMove> MOVES =
      Table.of(
          "move",
          "moves",
          Column.text("from", "From tier", TierMove::from),
          Column.text("to", "To", TierMove::to),
          Column.number("customers", "Customers", TierMove::customers),
          Column.number("value", "Value", TierMove::value));

  private ReplayTables() {}

  /** Money of segments by the champion and by a candidate of that name. */
  static Table<SegmentTotal> segments(String champion, String candidate) {
    return Table.<SegmentTotal>of(
            "segment",
            "segments",
            Column.text("segment", "Segment", SegmentTotal::segment),
            Column.number("customers", "Customers", SegmentTotal::customers),
            Column.number("champion", champion, SegmentTotal::championTotal),
            Column.number("candidate", candidate, SegmentTotal::candidateTotal),
            Column.number("difference", "Difference", ReplayRows::difference),
            Column.number("change", "Change", ReplayRows::change))
        .pagesOf(30);
  }

  /**
   * How the tables of the promote page are wanted.
   *
   * @param segments of the replay
   * @param moves of the replay
   */
  record Wanted(TableQuery segments, TableQuery moves) {
    static Wanted of(HttpRequest<?> request, String model, long version) {
      return new Wanted(
          query(request, "segments", model, version), query(request, "moves", model, version));
    }
  }

  /** How one of them is wanted. */
  static TableQuery query(HttpRequest<?> request, String name, String model, long version) {
    String page = Link.model(model) + "/promote";
    return TableQuery.named(name, request)
        .at(page, "%s/%s.csv".formatted(page, name))
        .keeping("version", Long.toString(version));
  }
}
