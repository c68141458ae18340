package perennial.admin.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import perennial.admin.alerts.AlertPage.Line;
import perennial.admin.alerts.AlertPage.Sighted;
import perennial.admin.page.Formats;
import perennial.admin.page.Prose;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;

/** A thread as lines, in which windows that only show the same again are one line. */
final class AlertLines {
  private static final String SEEN = "seen";
  private static final Set<String> SIGHTINGS =
      Set.of("opened", "opened again", SEEN, "became an alarm");
  private static final Pattern CHANGE = Pattern.compile("[+\u2212]([0-9.,]+)\u00a0%");

  private final Alert alert;
  private final List<AlertNote> notes;
  private final Formats formats;

  /** The place of each sighting among the thread's sightings; -1 for another note. */
  private final int[] sightings;

  private final int count;

  AlertLines(Alert alert, List<AlertNote> notes, Formats formats) {
    this.alert = alert;
    this.notes = notes;
    this.formats = formats;
    sightings = new int[notes.size()];
    int seen = 0;
    for (int i = 0; i < notes.size(); i++) {
      sightings[i] = SIGHTINGS.contains(notes.get(i).what()) ? seen++ : -1;
    }
    count = seen;
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    while (from < notes.size()) {
      int end = from + 1;
      while (isSeen(from) && end < notes.size() && isSeen(end)) {
        end++;
      }
      lines.add(end - from == 1 ? single(from) : folded(from, end));
      from = end;
    }
    return lines;
  }

  private boolean isSeen(int index) {
    return notes.get(index).what().equals(SEEN);
  }

  private Line single(int i) {
    AlertNote note = notes.get(i);
    String window = window(i).map(w -> " in the " + AlertWords.window(w, formats)).orElse("");
    return new Line(
        formats.when(note.at()),
        note.actor(),
        note.what() + window,
        Prose.of(note.detail()),
        List.of());
  }

  private Line folded(int from, int end) {
    AlertNote last = notes.get(end - 1);
    List<Sighted> each =
        IntStream.range(from, end)
            .mapToObj(i ->
                new Sighted(
                    window(i)
                        .map(w -> AlertWords.window(w, formats))
                        .orElse(formats.when(notes.get(i).at()).text()),
                    Prose.of(notes.get(i).detail())))
            .toList();
    String what =
        "seen in %s%s%s"
            .formatted(
                Formats.count(end - from, "more " + period(), "more " + period() + "s"),
                span(from, end - 1),
                largest(each));
    return new Line(
        formats.when(last.at()), last.actor(), what, "last: " + Prose.of(last.detail()), each);
  }

  private String period() {
    return alert.lastWindow().period() == Period.WEEK ? "week" : "day";
  }

  private String span(int first, int last) {
    return window(first)
        .flatMap(a ->
            window(last)
                .map(b ->
                    ", %s to %s"
                        .formatted(formats.shortDay(a.start()), formats.shortDay(b.start()))))
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

  /**
   * The window that a sighting is about. Known where the thread was seen in consecutive windows
   * from its start: notes do not name their window.
   */
  private Optional<MonitoringWindow> window(int index) {
    if (sightings[index] < 0 || alert.windows() != count) {
      return Optional.empty();
    }
    MonitoringWindow window = alert.lastWindow();
    for (int back = count - 1 - sightings[index]; back > 0; back--) {
      window = window.previous();
    }
    return Optional.of(window);
  }
}
