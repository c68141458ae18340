package perennial.admin.gates;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import perennial.admin.gates.GateMeasure.Held;
import perennial.admin.page.Formats;
import perennial.registry.retraining.GateResult;

/**
 * The measures of one gate as they are read off its figures. Knows which figures were said: what is
 * read for a row counts once the row is there.
 */
final class Measured {
  private final GateResult gate;
  private final GateFigures figures;
  private final Set<String> said = new HashSet<>(Set.of("champion"));
  private final Set<String> read = new HashSet<>();
  private final List<GateMeasure> made = new ArrayList<>();

  Measured(GateResult gate) {
    this.gate = gate;
    this.figures = GateFigures.of(gate);
  }

  /** Begins with the candidate's figure; nothing is added where the gate did not get that far. */
  Row row(String name, Unit unit, String figure) {
    return new Row(name, unit, figure);
  }

  boolean has(String figure) {
    return figures.has(figure);
  }

  @Nullable Double number(String figure) {
    read.add(figure);
    return figures.number(figure);
  }

  boolean is(String figure) {
    read.add(figure);
    return figures.is(figure);
  }

  /** Such as {@code 16,632 customers}; empty where it is not known. */
  String count(String figure, String singular, String plural) {
    Double count = number(figure);
    return count == null ? "" : Formats.count(Math.round(count), singular, plural);
  }

  /** Adds what is said of several figures at once. */
  void say(String name, String words) {
    said.addAll(read);
    made.add(
        new GateMeasure(
            gate.gate(),
            name,
            "",
            Unit.NUMBER,
            null,
            words,
            null,
            null,
            null,
            null,
            null,
            Unit.NUMBER,
            Held.TOLD));
  }

  /** All measures, those that no row had last: a later worker may know more than these pages. */
  List<GateMeasure> all() {
    for (String name : figures.names()) {
      if (!said.contains(name)) {
        row(words(name), Unit.NUMBER, name).told();
      }
    }
    return List.copyOf(made);
  }

  /** Such as {@code Judged gradient norm} for {@code judgedGradientNorm}. */
  private static String words(String name) {
    String parted = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replaceAll("[_-]", " ").strip();
    return parted.isEmpty()
        ? "(unnamed)"
        : Character.toUpperCase(parted.charAt(0)) + parted.substring(1).toLowerCase(Locale.ROOT);
  }

  /** A measure in the making. */
  final class Row {
    private final String name;
    private final Unit unit;
    private final String figure;
    private String note = "";
    private Unit limitUnit;
    private @Nullable Double champion;
    private @Nullable Double difference;
    private @Nullable Double low;
    private @Nullable Double high;
    private @Nullable Double limit;

    private Row(String name, Unit unit, String figure) {
      this.name = name;
      this.unit = unit;
      this.figure = figure;
      this.limitUnit = unit;
    }

    Row on(String... parts) {
      note = String.join(", ", List.of(parts).stream().filter(p -> !p.isEmpty()).toList());
      return this;
    }

    Row beside(String championFigure) {
      champion = number(championFigure);
      return this;
    }

    Row difference(Unit of, String by, String lowEnd, String highEnd) {
      limitUnit = of;
      difference = number(by);
      low = lowEnd.isEmpty() ? null : number(lowEnd);
      high = highEnd.isEmpty() ? null : number(highEnd);
      return this;
    }

    Row limit(String limitFigure) {
      limit = number(limitFigure);
      return this;
    }

    /** Adds it as one that nothing is held against. */
    void told() {
      add(Held.TOLD);
    }

    /**
     * Adds it as one that was held against its limit.
     *
     * @param size what the limit is on; null where it is not known
     */
    void held(@Nullable Double size) {
      Boolean within = size == null || limit == null ? null : size <= limit;
      add(Held.of(gate.outcome(), within));
    }

    private void add(Held held) {
      if (!figures.has(figure)) {
        read.clear();
        return;
      }
      said.add(figure);
      said.addAll(read);
      Double candidate = figures.number(figure);
      made.add(
          new GateMeasure(
              gate.gate(),
              name,
              note,
              unit,
              candidate,
              candidate == null ? figures.text(figure) : "",
              champion,
              difference,
              low,
              high,
              limit,
              limitUnit,
              held));
    }
  }
}
