package perennial.registry.monitoring;

import java.time.LocalDate;
import java.util.OptionalDouble;
import perennial.monitoring.Verdict;

/** One feature's measure in one past window, for a line over time. */
public record MeasurePoint(
    LocalDate start,
    long version,
    long customers,
    double statistic,
    OptionalDouble psi,
    OptionalDouble psiNull95,
    OptionalDouble mean,
    OptionalDouble effectOnClv,
    Verdict verdict) {}
