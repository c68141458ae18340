package perennial.admin.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import perennial.admin.page.Formats;
import perennial.admin.page.Names;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/** A report's answer in words. */
final class AccuracyWords {
  private AccuracyWords() {}

  /** An answer with its tone. */
  record Answer(String tone, String title) {}

  static Answer of(String version, List<MaturedAccuracy> accuracies) {
    List<MaturedAccuracy> all =
        accuracies.stream().filter(a -> a.segment().equals(Segment.ALL)).toList();
    Optional<MaturedAccuracy> longest =
        all.stream()
            .filter(AccuracyRows::enough)
            .max(Comparator.comparingInt(MaturedAccuracy::weeks));
    if (longest.isEmpty()) {
      return new Answer(
          "unknown", "Too few predictions of %s have matured to judge it".formatted(version));
    }
    Optional<MaturedAccuracy> worst =
        accuracies.stream()
            .filter(a -> a.verdict() == Verdict.ALARM || a.verdict() == Verdict.WARN)
            .max(
                Comparator.comparing(MaturedAccuracy::verdict)
                    .thenComparing((MaturedAccuracy a) -> a.segment().equals(Segment.ALL))
                    .thenComparingDouble(AccuracyWords::excess));
    if (worst.isPresent()) {
      MaturedAccuracy a = worst.get();
      return new Answer(
          a.verdict() == Verdict.ALARM ? "bad" : "warn",
          "%s errs %s more than on its holdout%s, at %d weeks"
              .formatted(version, Formats.percent1(excess(a)), where(a), a.weeks()));
    }
    MaturedAccuracy a = longest.get();
    return a.holdoutMae().isEmpty()
        ? new Answer(
            "ok",
            "%s errs by %s purchases a customer at %d weeks"
                .formatted(version, Formats.decimal(a.mae(), 3), a.weeks()))
        : new Answer(
            "ok", "%s is as accurate as on its holdout, at %d weeks".formatted(version, a.weeks()));
  }

  private static String where(MaturedAccuracy a) {
    return a.segment().equals(Segment.ALL) ? "" : " in " + Names.segment(a.segment());
  }

  private static double excess(MaturedAccuracy a) {
    double holdout = a.holdoutMae().orElse(0);
    return holdout > 0 ? a.mae() / holdout - 1 : 0;
  }
}
