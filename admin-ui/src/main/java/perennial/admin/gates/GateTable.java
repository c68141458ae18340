package perennial.admin.gates;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.Prose;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.registry.retraining.GateResult;

/**
 * The evidence of all gates of a version as one table, a part for each gate.
 *
 * @param candidate its name, such as {@code v5}
 * @param champion whom it was held against; empty when there was none
 * @param summary how many passed
 */
public record GateTable(
    String candidate,
    String champion,
    GateWords.Summary summary,
    List<Part> parts,
    String csv,
    String json) {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** The measures of all gates, for the file. */
  static final Table<GateMeasure> MEASURES =
      Table.of(
          "measure",
          "measures",
          Column.text("gate", "Gate", GateMeasure::gate),
          Column.text("measure", "Measure", GateMeasure::name),
          Column.number("candidate", "Candidate", GateMeasure::candidate),
          Column.text("text", "Text", GateMeasure::said),
          Column.number("champion", "Champion", GateMeasure::champion),
          Column.number("limit", "Limit", GateMeasure::limit),
          Column.number("difference", "Difference", GateMeasure::difference),
          Column.number("low", "Low", GateMeasure::low),
          Column.number("high", "High", GateMeasure::high),
          Column.text("verdict", "Verdict", m -> m.held().words()),
          Column.hidden("note", GateMeasure::note));

  /** One gate: what it found, and the figures that it found it by. */
  public record Part(String id, String name, Mark mark, String finding, List<Row> rows) {}

  /**
   * One figure.
   *
   * @param text whether the candidate has words instead of a number
   * @param mark null where nothing was held against it
   */
  public record Row(
      String name,
      String note,
      String candidate,
      boolean text,
      String champion,
      String limit,
      String difference,
      String interval,
      @Nullable Mark mark) {}

  /** Null where no gate was run. */
  public static @Nullable GateTable of(String model, long version, List<GateResult> gates) {
    String file = "%s/promote/%%s?version=%d".formatted(Link.model(model), version);
    String currency = currency(gates);
    return gates.isEmpty()
        ? null
        : new GateTable(
            "v" + version,
            champion(gates),
            GateWords.of(gates),
            judgedFirst(gates.stream().map(g -> part(g, currency)).toList()),
            file.formatted("measures.csv"),
            file.formatted("gates.json"));
  }

  /** What has limits is what decides; what is only told follows. */
  private static List<Part> judgedFirst(List<Part> parts) {
    return parts.stream().sorted(Comparator.comparing(p -> !isJudged(p))).toList();
  }

  private static boolean isJudged(Part p) {
    return p.rows().stream().anyMatch(r -> r.mark() != null);
  }

  private static String champion(List<GateResult> gates) {
    return gates.stream()
        .map(g -> GateFigures.of(g).number("champion"))
        .filter(Objects::nonNull)
        .findFirst()
        .map(v -> "v" + Math.round(v))
        .orElse("");
  }

  /** That the candidate answers in; empty where no gate says it. */
  private static String currency(List<GateResult> gates) {
    return gates.stream()
        .map(GateFigures::of)
        .filter(f -> f.has("currency"))
        .map(f -> f.text("currency"))
        .findFirst()
        .orElse("");
  }

  private static Part part(GateResult g, String currency) {
    return new Part(
        "gate-" + g.gate(),
        Names.feature(g.gate()),
        GateWords.mark(g.outcome()),
        Prose.of(g.finding()),
        GateMeasures.of(g).stream().map(m -> row(m, currency)).toList());
  }

  private static Row row(GateMeasure m, String currency) {
    Double candidate = m.candidate();
    Double champion = m.champion();
    Double limit = m.limit();
    Double difference = m.difference();
    return new Row(
        m.name(),
        m.note(),
        candidate == null ? words(m) : plain(m, candidate, currency),
        candidate == null,
        champion == null ? "" : plain(m, champion, currency),
        limit == null ? "" : limit(m, limit),
        difference == null ? "" : m.limitUnit().signed(difference),
        interval(m),
        m.held() == GateMeasure.Held.TOLD ? null : new Mark(m.held().tone(), m.held().words()));
  }

  private static String words(GateMeasure m) {
    String said = m.said();
    return said.isEmpty() ? "–" : DAY.matcher(said).matches() ? Prose.of(said) : said;
  }

  private static String plain(GateMeasure m, double value, String currency) {
    return m.unit() == Unit.MONEY && !currency.isEmpty()
        ? Formats.wholeMoney(value, currency)
        : m.unit().plain(value);
  }

  /** A limit in either direction has both signs. */
  private static String limit(GateMeasure m, double limit) {
    boolean either = m.limitUnit() == Unit.BIAS;
    return either
        ? "±" + Formats.percent(limit)
        : m.difference() == null ? m.limitUnit().plain(limit) : m.limitUnit().signed(limit);
  }

  private static String interval(GateMeasure m) {
    Double low = m.low();
    Double high = m.high();
    return low == null || high == null
        ? ""
        : "%s to %s".formatted(m.limitUnit().signed(low), m.limitUnit().signed(high));
  }
}
