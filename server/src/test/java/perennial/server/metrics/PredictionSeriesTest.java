package perennial.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.server.TestModels;
import perennial.server.serving.ServedVersion;
import perennial.server.serving.Source;
import perennial.uncertainty.PredictionIntervals;

class PredictionSeriesTest {
  private final PredictionSeries series = new PredictionSeries();

  private static ServedVersion version(String name, long number) {
    BtydModel model = TestModels.model(1);
    return new ServedVersion(name, number, "00", model, PredictionIntervals.of(model), number);
  }

  private void answered(String name, long number) {
    series.answered("m", version(name, number), Source.INDIVIDUAL, 1);
    series.answered("m", version(name, number), Source.COHORT, 1);
  }

  private List<String> counts() {
    MetricsText text = new MetricsText();
    series.write(text);
    return text.toString().lines().filter(line -> line.contains("_count{")).sorted().toList();
  }

  private static String count(String name, long number, Source source, int count) {
    return ("perennial_prediction_seconds_count"
            + "{method=\"m\",model=\"%s\",version=\"%d\",source=\"%s\"} %d")
        .formatted(name, number, source, count);
  }

  @Test
  void answered_byManyVersions_theLastNewOnesOfEachModelAreKept() {
    answered("other", 1);
    LongStream.rangeClosed(1, 1_000).forEach(number -> answered("retail", number));
    assertEquals(2 * (PredictionSeries.MOST_VERSIONS + 1), counts().size());
    assertEquals(count("other", 1, Source.COHORT, 1), counts().getFirst());
    answered("retail", 1_000);
    assertEquals(
        List.of(count("retail", 1_000, Source.COHORT, 2)),
        counts().stream().filter(line -> line.endsWith("2") && line.contains("COHORT")).toList());
    answered("retail", 1); // rolled back to: it counts anew, and stays
    answered("retail", 1);
    assertEquals(2 * (PredictionSeries.MOST_VERSIONS + 1), counts().size());
    assertEquals(1, counts().stream().filter(count("retail", 1, Source.COHORT, 2)::equals).count());
  }
}
