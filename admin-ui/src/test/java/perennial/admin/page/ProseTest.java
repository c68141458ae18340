package perennial.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences of the worker, with {@code ~} for the space at which no line breaks. */
final class ProseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mean 35.1 -> 69.3 USD, +91 % on it, 359 customers | mean 35.1~→~69.3~USD, +91~% on it, 359 customers",
        "toys disappeared, 15 % → 0 % of customers | toys disappeared, 15~%~→~0~% of customers",
        "difference -0.0004, interval [-0.0004, -0.0003] | difference −0.0004, interval [−0.0004, −0.0003]",
        "WEEK of 2026-11-16: purchase_amount alarms | Week of 16~Nov~2026: purchase amount alarms",
        "largest gradient 7.5e-16 | largest gradient 7.5e−16",
        "mbg-nbd with SHA-256, up to 2026-13-01 | mbg-nbd with SHA-256, up to 2026-13-01",
      })
  void of_asTheWorkerWroteIt_isSetForReading(String written, String set) {
    assertEquals(set.replace('~', '\u00a0'), Prose.of(written));
  }
}
