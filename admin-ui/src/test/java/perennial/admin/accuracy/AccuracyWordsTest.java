package perennial.admin.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.admin.page.Mark;
import perennial.admin.table.TableQuery;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;

/** What a report says in one sentence, and what each of its rows says of the bias. */
final class AccuracyWordsTest {
  private static final Segment DE = new Segment("market", "DE");

  private static MaturedAccuracy matured(
      Segment segment, Verdict verdict, double mae, double actual, double bias, double half) {
    return matured(segment, 13, verdict, mae, actual, bias, half);
  }

  private static MaturedAccuracy matured(
      Segment segment,
      int weeks,
      Verdict verdict,
      double mae,
      double actual,
      double bias,
      double half) {
    return new MaturedAccuracy(
        segment,
        weeks,
        7882,
        actual + bias,
        actual,
        mae,
        mae - .02,
        mae + .02,
        bias,
        bias - half,
        bias + half,
        44.17,
        47.63,
        OptionalDouble.of(1.064),
        verdict);
  }

  private static AccuracyWords.Answer answer(MaturedAccuracy... accuracies) {
    return AccuracyWords.of("retail v1", List.of(accuracies));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STABLE | 0.978 | 1.063 | 0.141 | 0.030 | warn | over-predicts purchases by 13.3 % at 13"
            + " weeks, though it errs no more than on its holdout",
        "WARN | 0.978 | 1.063 | 0.141 | 0.030 | warn | over-predicts purchases by 13.3 % at 13"
            + " weeks, though it errs no more than on its holdout",
        "ALARM | 0.978 | 1.063 | -0.300 | 0.030 | bad | under-predicts purchases by 28.2 % at 13"
            + " weeks, though it errs no more than on its holdout",
        "STABLE | 0.978 | 1.063 | 0.021 | 0.010 | ok | is as accurate as on its holdout, at 13"
            + " weeks; over-predicted by 2.0 %",
        "STABLE | 0.978 | 1.063 | 0.141 | 0.160 | ok | is as accurate as on its holdout, at 13"
            + " weeks; no bias beyond chance",
        "ALARM | 0.978 | 0 | 0.141 | 0.030 | bad | over-predicts purchases, of which there was none,"
            + " at 13 weeks, though it errs no more than on its holdout",
        "ALARM | 1.330 | 1.063 | 0.021 | 0.030 | bad | errs 25.0 % more than on its holdout, at 13"
            + " weeks",
        "WARN | 1.200 | 1.063 | -0.141 | 0.030 | warn | errs 12.8 % more than on its holdout, at 13"
            + " weeks, and under-predicts purchases by 13.3 %",
      })
  void answer_namesTheErrorAndTheBias(
      Verdict verdict,
      double mae,
      double actual,
      double bias,
      double half,
      String tone,
      String said) {
    AccuracyWords.Answer answer = answer(matured(Segment.ALL, verdict, mae, actual, bias, half));
    assertEquals("retail v1 " + said, answer.title().replace('\u00a0', ' '));
    assertEquals(tone, answer.tone());
  }

  @Test
  void answer_biasFoundAtAShorterHorizon_isWhatItsAlertSays() {
    MaturedAccuracy four = matured(Segment.ALL, 4, Verdict.WARN, .449, .353, .038, .015);
    MaturedAccuracy thirteen = matured(Segment.ALL, Verdict.STABLE, .992, 1.124, .08, .032);
    AccuracyWords.Answer answer = answer(four, thirteen);
    assertEquals(
        "retail v1 over-predicts purchases by 10.8 % at 4 weeks and by 7.1 % at 13,"
            + " though it errs no more than on its holdout",
        answer.title().replace('\u00a0', ' '));
    AccuracyWords.Brief brief = AccuracyWords.brief(List.of(four, thirteen));
    assertEquals("over-predicted by 10.8 %", brief.mark().word().replace('\u00a0', ' '));
    assertEquals("at 4 weeks", brief.at());
  }

  @Test
  void answer_biasOfOneSegmentAlone_namesTheSegment() {
    AccuracyWords.Answer answer =
        answer(
            matured(Segment.ALL, Verdict.STABLE, .978, 1.063, .02, .03),
            matured(DE, Verdict.WARN, .949, .947, .271, .04));
    assertEquals(
        "retail v1 over-predicts purchases by 28.6 % in market DE, at 13 weeks",
        answer.title().replace('\u00a0', ' '));
    assertEquals("warn", answer.tone());
  }

  @ParameterizedTest
  @CsvSource({
    "STABLE, 0.978, 0.141, 0.030, warn, over-predicted by 13.3 %",
    "ALARM, 0.978, -0.300, 0.030, bad, under-predicted by 28.2 %",
    "ALARM, 1.330, 0.021, 0.030, bad, errs 25.0 % more",
    "STABLE, 0.978, 0.021, 0.030, ok, as on its holdout",
    "NOT_ENOUGH_DATA, 0.978, 0.021, 0.030, unknown, nothing matured yet"
  })
  void brief_saysItInAFewWords(
      Verdict verdict, double mae, double bias, double half, String tone, String words) {
    AccuracyWords.Brief brief =
        AccuracyWords.brief(List.of(matured(Segment.ALL, verdict, mae, 1.063, bias, half)));
    Mark mark = brief.mark();
    assertEquals(tone.equals("unknown") ? "" : "at 13 weeks", brief.at());
    assertEquals(words, mark.word().replace('\u00a0', ' '));
    assertEquals(tone, mark.tone());
  }

  private static AccuracyPage.Row row(MaturedAccuracy accuracy) {
    TableQuery query = TableQuery.of(HttpRequest.GET("/accuracy"));
    return new AccuracyRows(List.of(accuracy), "USD").others(13, query).rows().getFirst();
  }

  @Test
  void row_ofABiasedSegment_saysSoInWords() {
    AccuracyPage.Row row = row(matured(DE, Verdict.STABLE, .949, .947, .271, .04));
    assertEquals("biased", row.mark().word());
    assertEquals("warn", row.mark().tone());
    assertEquals("over-predicted by 28.6 %", row.biasWords().replace('\u00a0', ' '));
  }

  @Test
  void row_withoutABiasBeyondChance_saysThat() {
    AccuracyPage.Row row = row(matured(DE, Verdict.STABLE, .949, .947, .02, .04));
    assertEquals("stable", row.mark().word());
    assertEquals("no bias beyond chance", row.biasWords());
  }
}
