package perennial.trainer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import perennial.simulation.CustomerSimulator;
import perennial.simulation.SimulationSettings;

/** A simulated transaction log as a CSV file: customer, date, amount. */
public final class SimulatedLog {
  private final BufferedWriter out;
  private long lines;

  private SimulatedLog(BufferedWriter out) {
    this.out = out;
  }

  /**
   * Writes the log; the same settings give the same bytes.
   *
   * @return purchases written
   */
  public static long write(SimulationSettings settings, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("customer,date,amount\n");
      SimulatedLog log = new SimulatedLog(out);
      new CustomerSimulator(settings).run(log::line);
      return log.lines;
    } catch (IOException e) {
      throw new UncheckedIOException("writing %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void line(int customer, LocalDate day, long cents) {
    try {
      long rest = cents % 100;
      out.append("C").append(sevenDigits(customer)).append(',').append(day.toString()).append(',');
      out.append(Long.toString(cents / 100)).append(rest < 10 ? ".0" : ".");
      out.append(Long.toString(rest)).append('\n');
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sevenDigits(int customer) {
    String digits = Integer.toString(customer);
    return "0".repeat(Math.max(0, 7 - digits.length())) + digits;
  }
}
