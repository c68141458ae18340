package perennial.trainer.scoring;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Interval;
import perennial.model.Prediction;

/** Scores as CSV. */
final class CsvScores implements ScoreFile {
  private final BufferedWriter out;

  CsvScores(Path file, Horizons horizons, double level) throws IOException {
    out = Files.newBufferedWriter(file);
    StringBuilder header =
        new StringBuilder(
            "customer,repeat_purchases,recency,age,mean_spend,probability_alive,expected_spend");
    for (int i = 0; i < horizons.count(); i++) {
      int days = horizons.days(i);
      header.append(",expected_purchases_%dd,clv_%dd".formatted(days, days));
      if (level > 0) {
        for (String what : new String[] {"purchases", "clv"}) {
          header.append(",%s_lower_%dd,%s_upper_%dd".formatted(what, days, what, days));
        }
      }
    }
    out.write(header.append('\n').toString());
  }

  @Override
  public void write(String customer, CustomerHistory history, Prediction prediction)
      throws IOException {
    StringBuilder line = new StringBuilder(quoted(customer));
    line.append(',').append(history.repeatPurchases());
    line.append(',').append((long) history.recency());
    line.append(',').append((long) history.age());
    line.append(',').append(history.meanSpend());
    line.append(',').append(prediction.probabilityAlive());
    line.append(',').append(prediction.expectedSpend());
    for (HorizonPrediction horizon : prediction.horizons()) {
      line.append(',').append(horizon.expectedPurchases()).append(',').append(horizon.clv());
      horizon.purchasesUncertainty().ifPresent(u -> append(line, u.predictive()));
      horizon.clvUncertainty().ifPresent(u -> append(line, u.predictive()));
    }
    out.append(line).append('\n');
  }

  private static void append(StringBuilder line, Interval interval) {
    line.append(',').append(interval.lower()).append(',').append(interval.upper());
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
