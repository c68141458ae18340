package perennial.trainer.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in aligned columns: the first one to the left, the others to the right. */
final class Table {
  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] left;

  private Table(boolean[] left) {
    this.left = left;
  }

  /**
   * @param alignment one letter a column, {@code l} or {@code r}
   */
  static Table of(String alignment) {
    boolean[] left = new boolean[alignment.length()];
    for (int i = 0; i < left.length; i++) {
      left[i] = alignment.charAt(i) == 'l';
    }
    return new Table(left);
  }

  Table row(String... cells) {
    rows.add(Arrays.copyOf(cells, left.length));
    return this;
  }

  /** The lines, each with this indent. */
  String text(String indent) {
    int[] widths = new int[left.length];
    for (String[] row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - row[c].length());
        line.append(c == 0 ? "" : "  ").append(left[c] ? row[c] + pad : pad + row[c]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
