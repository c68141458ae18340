package perennial.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a bench prints: a figure, what it must reach, and what it was taken from. */
final class Figures {
  private record Row(String figure, String measured, String must, String from) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String figure, String measured, String must, String from) {
    rows.add(new Row(figure, measured, must, from));
    print("%-58s %14s %14s   %s", figure, measured, must, from);
  }

  void printTable() {
    print("%n| figure | measured | must | from |%n|---|---:|---:|---|");
    rows.forEach(r -> print("| %s | %s | %s | %s |", r.figure, r.measured, r.must, r.from));
  }

  static void print(String format, Object... values) {
    System.out.println(format(format, values));
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
