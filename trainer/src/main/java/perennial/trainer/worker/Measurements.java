package perennial.trainer.worker;

import java.time.LocalDate;
import java.util.Set;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;

/** What is measured of models, and what has been. */
public interface Measurements {
  /** Measures nothing; nothing is ever due. */
  Measurements NONE =
      new Measurements() {
        @Override
        public void measure(String model, MonitoringWindow window) {}

        @Override
        public void measureAccuracy(String model, LocalDate asOf) {}

        @Override
        public void consider(String model, MonitoringWindow window) {}

        @Override
        public Set<MonitoringWindow> measured(String model, Period period) {
          return Set.of();
        }

        @Override
        public boolean accuracyMeasured(String model, LocalDate asOf) {
          return true;
        }
      };

  /** Measures a closed window, and raises or resolves its alerts; any number of times. */
  void measure(String model, MonitoringWindow window);

  /** Compares logged predictions with what customers did up to this day. */
  void measureAccuracy(String model, LocalDate asOf);

  /** Looks whether the window's alarms start a retraining; any number of times. */
  void consider(String model, MonitoringWindow window);

  /** Windows of that length that were measured, among the newest ones. */
  Set<MonitoringWindow> measured(String model, Period period);

  /** Whether accuracy was measured up to this day or a later one. */
  boolean accuracyMeasured(String model, LocalDate asOf);
}
