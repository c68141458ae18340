package perennial.admin.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import perennial.admin.page.Formats;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/** A report's answer in words. */
public final class AccuracyWords {
  /** A smaller increase over the holdout's error is never what a verdict is about. */
  private static final double TOLD = 0.05;

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
    Optional<MaturedAccuracy> worst = worst(accuracies, AccuracyWords::errsMore);
    if (worst.isPresent()) {
      MaturedAccuracy a = worst.get();
      Optional<Bias> bias = mattering(longest.get());
      return new Answer(
          tone(a),
          "%s errs %s more than on its holdout%s, at %d weeks%s"
              .formatted(
                  version,
                  Formats.percent1(excess(a)),
                  where(a),
                  a.weeks(),
                  bias.map(b -> ", and " + b.verb()).orElse("")));
    }
    return biased(accuracies, longest.get())
        .map(a -> biased(version, a, longest.get()))
        .or(() -> segment(version, accuracies))
        .orElseGet(() -> good(version, longest.get()));
  }

  /**
   * The same in a few words.
   *
   * @param at the horizon that it is about; empty for none
   */
  public record Brief(Mark mark, String at) {}

  static Brief brief(List<MaturedAccuracy> accuracies) {
    Optional<MaturedAccuracy> longest =
        accuracies.stream()
            .filter(a -> a.segment().equals(Segment.ALL) && AccuracyRows.enough(a))
            .max(Comparator.comparingInt(MaturedAccuracy::weeks));
    if (longest.isEmpty()) {
      return new Brief(new Mark("unknown", "nothing matured yet"), "");
    }
    String tone = of("", accuracies).tone();
    Optional<MaturedAccuracy> worst = worst(accuracies, AccuracyWords::errsMore);
    if (worst.isPresent()) {
      MaturedAccuracy a = worst.get();
      return brief(tone, "errs %s more%s".formatted(Formats.percent1(excess(a)), where(a)), a);
    }
    Optional<MaturedAccuracy> biased = biased(accuracies, longest.get());
    if (biased.isPresent()) {
      return brief(tone, Bias.of(biased.get()).orElseThrow().words(), biased.get());
    }
    String words = tone.equals("ok") ? "as on its holdout" : "biased in a segment";
    return brief(tone, words, longest.get());
  }

  private static Brief brief(String tone, String words, MaturedAccuracy about) {
    return new Brief(new Mark(tone, words), "at %d weeks".formatted(about.weeks()));
  }

  private static Optional<Bias> mattering(MaturedAccuracy a) {
    return Bias.of(a).filter(Bias::matters);
  }

  /**
   * The horizon at which the bias of all customers is told: the one with the worst verdict, which
   * is what an alert is about, and without a verdict the longest.
   */
  private static Optional<MaturedAccuracy> biased(
      List<MaturedAccuracy> accuracies, MaturedAccuracy longest) {
    return accuracies.stream()
        .filter(a -> a.segment().equals(Segment.ALL) && isFound(a))
        .filter(a -> mattering(a).isPresent())
        .max(
            Comparator.comparing(MaturedAccuracy::verdict).thenComparingInt(MaturedAccuracy::weeks))
        .or(() -> Optional.of(longest).filter(a -> mattering(a).isPresent()));
  }

  private static Answer biased(String version, MaturedAccuracy a, MaturedAccuracy longest) {
    Bias bias = Bias.of(a).orElseThrow();
    String later =
        mattering(longest)
            .filter(b -> a.weeks() != longest.weeks())
            .map(b -> " and %s at %d".formatted(b.after(bias), longest.weeks()))
            .orElse("");
    return new Answer(
        tone(a),
        "%s %s at %d weeks%s%s"
            .formatted(
                version,
                bias.verb(),
                a.weeks(),
                later,
                a.holdoutMae().isPresent() ? ", though it errs no more than on its holdout" : ""));
  }

  /** A segment that was found wanting for its bias alone, where all customers have none. */
  private static Optional<Answer> segment(String version, List<MaturedAccuracy> accuracies) {
    return worst(accuracies, a -> mattering(a).isPresent())
        .map(a ->
            new Answer(
                tone(a),
                "%s %s%s, at %d weeks"
                    .formatted(version, Bias.of(a).orElseThrow().verb(), where(a), a.weeks())));
  }

  private static Answer good(String version, MaturedAccuracy a) {
    String bias = Bias.of(a).map(b -> "; " + b.words()).orElse("");
    String answer =
        a.holdoutMae().isEmpty()
            ? "%s errs by %s purchases a customer, at %d weeks"
                .formatted(version, Formats.decimal(a.mae(), 3), a.weeks())
            : "%s is as accurate as on its holdout, at %d weeks".formatted(version, a.weeks());
    return new Answer("ok", answer + bias);
  }

  /** The worst of those with a warning or an alarm. */
  private static Optional<MaturedAccuracy> worst(
      List<MaturedAccuracy> accuracies, Predicate<MaturedAccuracy> wanted) {
    return accuracies.stream()
        .filter(AccuracyWords::isFound)
        .filter(wanted)
        .max(
            Comparator.comparing(MaturedAccuracy::verdict)
                .thenComparing((MaturedAccuracy a) -> a.segment().equals(Segment.ALL))
                .thenComparingDouble(AccuracyWords::excess));
  }

  /** Whether it was found wanting. */
  private static boolean isFound(MaturedAccuracy a) {
    return a.verdict() == Verdict.ALARM || a.verdict() == Verdict.WARN;
  }

  private static String tone(MaturedAccuracy a) {
    return a.verdict() == Verdict.ALARM ? "bad" : "warn";
  }

  /** Whether the error is larger than the holdout's; else a verdict is about the bias. */
  private static boolean errsMore(MaturedAccuracy a) {
    return excess(a) >= TOLD;
  }

  private static String where(MaturedAccuracy a) {
    return a.segment().equals(Segment.ALL) ? "" : " in " + Names.segment(a.segment());
  }

  private static double excess(MaturedAccuracy a) {
    double holdout = a.holdoutMae().orElse(0);
    return holdout > 0 ? a.mae() / holdout - 1 : 0;
  }
}
