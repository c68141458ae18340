package perennial.trainer.counts;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.CsvTable;

/** How many of each cohort were customers still after each renewal. */
final class SurvivorsFile {
  private static final int COHORT = 0;
  private static final int PERIOD = 1;
  private static final int SURVIVORS = 2;
  private static final List<String> COLUMNS = List.of("cohort", "period", "survivors");

  private final SequencedMap<String, int[]> cohorts;

  private SurvivorsFile(SequencedMap<String, int[]> cohorts) {
    this.cohorts = cohorts;
  }

  /**
   * @throws BadInput naming the first line, column and value that is wrong
   */
  static SurvivorsFile read(Path file) {
    SequencedMap<String, List<CsvTable.Line>> lines =
        CsvTable.read(file, COLUMNS).lines().stream()
            .collect(
                Collectors.groupingBy(
                    line -> line.text(COHORT), LinkedHashMap::new, Collectors.toList()));
    SequencedMap<String, int[]> cohorts = new LinkedHashMap<>();
    lines.forEach((name, ofCohort) -> cohorts.put(name, survivors(name, ofCohort)));
    return new SurvivorsFile(cohorts);
  }

  /** The cohorts' names in the order of the file. */
  SequencedSet<String> cohorts() {
    return cohorts.sequencedKeySet();
  }

  /**
   * Survivors at periods 0, 1, 2, ...
   *
   * @throws BadInput when there is no such cohort
   */
  int[] survivors(String cohort) {
    int[] survivors = cohorts.get(cohort);
    if (survivors == null) {
      throw new BadInput(
          "no cohort '%s'; the cohorts are %s".formatted(cohort, String.join(", ", cohorts())));
    }
    return survivors.clone();
  }

  private static int[] survivors(String cohort, List<CsvTable.Line> lines) {
    List<CsvTable.Line> sorted =
        lines.stream()
            .sorted(Comparator.comparingInt(line -> line.whole(PERIOD, SummaryFile.MOST_PERIODS)))
            .toList();
    int[] survivors = new int[sorted.size()];
    for (int i = 0; i < survivors.length; i++) {
      CsvTable.Line line = sorted.get(i);
      int period = line.whole(PERIOD, SummaryFile.MOST_PERIODS);
      if (period != i) {
        String rule =
            period < i
                ? "is twice in cohort '%s'".formatted(cohort)
                : "comes without period %d of cohort '%s': none may be missing from 0 on"
                    .formatted(i, cohort);
        throw line.bad(PERIOD, rule);
      }
      survivors[i] = line.whole(SURVIVORS, Integer.MAX_VALUE);
      if (i == 0 && survivors[0] == 0) {
        throw line.bad(SURVIVORS, "must be above 0 at period 0: it is the size of the cohort");
      }
      if (i > 0 && survivors[i] > survivors[i - 1]) {
        throw line.bad(
            SURVIVORS,
            "must not be above the %d of the period before: who has left does not come back"
                .formatted(survivors[i - 1]));
      }
    }
    if (survivors.length == 1) {
      throw sorted.getFirst().bad(PERIOD, "is the only one of cohort '%s'".formatted(cohort));
    }
    return survivors;
  }
}
