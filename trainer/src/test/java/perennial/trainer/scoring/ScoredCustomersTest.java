package perennial.trainer.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.Horizons;
import perennial.model.MbgNbd;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Customers with intervals are predicted many at a time: how many must not be seen. */
class ScoredCustomersTest {
  private static final int CUSTOMERS = 100;
  private static final BtydModel MODEL =
      new BtydModel(
          new MbgNbd(.525, 6.183, .891, 1.614),
          Covariance.ofRowMajor(
              new double[] {.007, 0, 0, 0, 0, .5, 0, 0, 0, 0, .02, 0, 0, 0, 0, .3}),
          new GammaGamma(6.25, 3.74, 15.44),
          Covariance.UNKNOWN,
          SpendOrders.REPEAT,
          TimeUnit.WEEK,
          new ValueTerms("USD", .1, 1),
          LocalDate.of(2026, 6, 30));

  private record Row(String customer, CustomerHistory history, Prediction prediction) {}

  private static final class Kept implements ScoreFile {
    private final List<Row> rows = new ArrayList<>();

    @Override
    public void write(String customer, CustomerHistory history, Prediction prediction) {
      rows.add(new Row(customer, history, prediction));
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 100, 101})
  void add_anyNumberAtOnce_writesTheSameRowsInOrder(int atOnce) {
    Kept one = scored(CUSTOMERS + 1);
    Kept many = scored(atOnce);
    assertEquals(CUSTOMERS, many.rows.size());
    assertEquals(one.rows, many.rows);
    assertEquals("C0", many.rows.getFirst().customer());
  }

  private static Kept scored(int atOnce) {
    Kept kept = new Kept();
    ScoredCustomers scored = new ScoredCustomers(kept, MODEL, Horizons.ofDays(30, 365), .9, atOnce);
    for (int i = 0; i < CUSTOMERS; i++) {
      int x = i % 6;
      scored.add("C" + i, CustomerHistory.of(x, x == 0 ? 0 : 40 + i, 200 + i, x == 0 ? 0 : 20 + i));
    }
    scored.flush();
    assertEquals(CUSTOMERS, scored.customers());
    assertEquals(
        kept.rows.stream().mapToDouble(r -> r.prediction().horizons().getLast().clv()).sum(),
        scored.value(),
        1e-9 * scored.value());
    return kept;
  }
}
