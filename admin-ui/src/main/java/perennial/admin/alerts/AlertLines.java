package perennial.admin.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import perennial.admin.alerts.AlertPage.Line;
import perennial.admin.alerts.AlertPage.Sighted;
import perennial.admin.page.Formats;
import perennial.admin.page.Prose;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.monitoring.AlertNote;

/** A thread as lines, in which windows that only show the same again are one line. */
final class AlertLines {
  private static final String SEEN = "seen";
  private static final Pattern CHANGE = Pattern.compile("[+\u2212]([0-9.,]+)\u00a0%");

  private final List<AlertNote> notes;
  private final Formats formats;

  AlertLines(List<AlertNote> notes, Formats formats) {
    this.notes = notes;
    this.formats = formats;
  }

  /** The window that opened the thread, the last time where it was opened again. */
  static Optional<MonitoringWindow> first(List<AlertNote> notes) {
    return notes.reversed().stream()
        .filter(n -> n.what().startsWith("opened"))
        .findFirst()
        .flatMap(AlertNote::window);
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    while (from < notes.size()) {
      int end = from + 1;
      while (end < notes.size() && isOneLine(notes.get(from), notes.get(end))) {
        end++;
      }
      lines.add(end - from == 1 ? single(notes.get(from)) : folded(notes.subList(from, end)));
      from = end;
    }
    return lines;
  }

  /** Days and weeks are told apart: a thread may be seen by both. */
  private static boolean isOneLine(AlertNote first, AlertNote next) {
    return first.what().equals(SEEN)
        && next.what().equals(SEEN)
        && first
            .window()
            .map(MonitoringWindow::period)
            .equals(next.window().map(MonitoringWindow::period));
  }

  private Line single(AlertNote note) {
    // What a person does is not about the window that the thread happened to know then.
    String window =
        AlertNote.SIGHTINGS.contains(note.what())
            ? note.window().map(w -> " in the " + AlertWords.window(w, formats)).orElse("")
            : "";
    return new Line(
        formats.when(note.at()),
        note.actor(),
        note.what() + window,
        Prose.of(note.detail()),
        List.of());
  }

  private Line folded(List<AlertNote> seen) {
    AlertNote last = seen.getLast();
    List<Sighted> each = seen.stream().map(this::sighted).toList();
    String what =
        "seen in %s%s%s"
            .formatted(
                more(seen.size(), last.window()),
                span(seen.getFirst().window(), last.window()),
                largest(each));
    return new Line(
        formats.when(last.at()), last.actor(), what, "last: " + Prose.of(last.detail()), each);
  }

  private Sighted sighted(AlertNote note) {
    return new Sighted(
        note.window()
            .map(w -> AlertWords.window(w, formats))
            .orElse(formats.when(note.at()).text()),
        Prose.of(note.detail()));
  }

  private static String more(int count, Optional<MonitoringWindow> window) {
    String noun =
        window.map(w -> w.period() == Period.WEEK ? "more week" : "more day").orElse("more window");
    return Formats.count(count, noun, noun + "s");
  }

  private String span(Optional<MonitoringWindow> first, Optional<MonitoringWindow> last) {
    return first
        .flatMap(a ->
            last.map(b ->
                ", %s to %s".formatted(formats.shortDay(a.start()), formats.shortDay(b.start()))))
        .orElse("");
  }

  /** The change that is furthest from none, as its sentence gives it. */
  private static String largest(List<Sighted> each) {
    return each.stream()
        .flatMap(s -> CHANGE.matcher(s.detail()).results().limit(1))
        .max((a, b) -> Double.compare(size(a), size(b)))
        .map(most -> "; largest " + most.group())
        .orElse("");
  }

  private static double size(MatchResult change) {
    return Double.parseDouble(change.group(1).replace(",", ""));
  }
}
