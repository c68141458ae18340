package perennial.trainer.counts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import perennial.model.BgBb;
import perennial.model.ContractModel;
import perennial.model.PurchaseModel;
import perennial.simulation.OpportunitySimulator;

/** Simulated counts of customers as CSV files that {@code fit} reads. */
public final class SimulatedCounts {
  private SimulatedCounts() {}

  /**
   * Writes customers of a model of opportunities or contracts.
   *
   * @throws IllegalArgumentException when it is none, or a number is below 1
   */
  public static void write(PurchaseModel model, int customers, int periods, long seed, Path file) {
    switch (model) {
      case BgBb m -> summary(m, customers, periods, seed, file);
      case ContractModel m -> survivors(m, customers, periods, seed, file);
      default -> throw new IllegalArgumentException(model.family() + " is simulated as a log");
    }
  }

  /** Writes a summary of donors and the like; the same arguments give the same bytes. */
  private static void summary(BgBb model, int customers, int periods, long seed, Path file) {
    TreeMap<Long, Integer> cells = new TreeMap<>();
    OpportunitySimulator.run(
        model,
        customers,
        periods,
        seed,
        (taken, last) -> cells.merge(((long) taken << 32) | last, 1, Integer::sum));
    StringBuilder text = new StringBuilder("frequency,recency,periods,weights\n");
    cells.forEach((cell, count) ->
        text.append(cell >>> 32)
            .append(',')
            .append(cell & 0xffffffffL)
            .append(',')
            .append(periods)
            .append(',')
            .append(count)
            .append('\n'));
    write(text, file);
  }

  /** Writes the survivors of one cohort, named {@code simulated}. */
  private static void survivors(
      ContractModel model, int customers, int periods, long seed, Path file) {
    StringBuilder text = new StringBuilder("cohort,period,survivors\n");
    int[] survivors = OpportunitySimulator.survivors(model, customers, periods, seed);
    for (int t = 0; t <= periods; t++) {
      text.append("simulated,").append(t).append(',').append(survivors[t]).append('\n');
    }
    write(text, file);
  }

  private static void write(StringBuilder text, Path file) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }
}
