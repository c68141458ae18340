package perennial.server.serving;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.cohort.Cohort;
import perennial.cohort.CohortCell;
import perennial.cohort.CohortEstimates;
import perennial.cohort.Shrinkage;
import perennial.model.BtydModel;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.LedgerTerms;

/**
 * The cohort estimates of the versions that answer here, from the counts of {@link CohortWatcher}:
 * one volatile, immutable map for the readers. A version's are made before it answers, so that a
 * swap never answers a customer as if nobody had been counted.
 */
final class Cohorts {
  private static final Logger log = LoggerFactory.getLogger(Cohorts.class);
  private static final CohortEstimates UNCOUNTED = CohortEstimates.uncounted();

  private final LedgerContract contract;
  private volatile Map<Long, CohortEstimates> byGeneration = Map.of();

  @GuardedBy("this")
  private CohortCounts counts = new CohortCounts(List.of(), Instant.EPOCH);

  Cohorts(LedgerContract contract) {
    this.contract = contract;
  }

  /** The version's; before the first count everybody is its new customer. */
  CohortEstimates of(ServedVersion version) {
    @Nullable CohortEstimates found = byGeneration.get(version.generation());
    return found == null ? UNCOUNTED : found;
  }

  /** Makes the estimates of versions that are about to answer; never keeps them from it. */
  synchronized void prepare(ServedModel next) {
    Map<Long, CohortEstimates> more = new HashMap<>(byGeneration);
    try {
      for (ServedVersion version : versions(next).toList()) {
        more.put(version.generation(), estimates(version, byGeneration));
      }
      byGeneration = Map.copyOf(more);
    } catch (RuntimeException e) {
      log.error("cohorts are not estimated for {} yet", next.name(), e);
    }
  }

  /** Makes all estimates anew, when the counts are other ones. */
  synchronized void counted(CohortCounts read, Collection<ServedModel> answering) {
    if (!read.equals(counts)) {
      counts = read;
      keepOnly(answering, Map.of());
    }
  }

  /**
   * Forgets the estimates of versions that answer no more. One that is prepared, and does not
   * answer yet, is younger than all that do.
   */
  synchronized void answering(Collection<ServedModel> answering) {
    keepOnly(answering, byGeneration);
  }

  @GuardedBy("this")
  private void keepOnly(Collection<ServedModel> answering, Map<Long, CohortEstimates> known) {
    Map<Long, CohortEstimates> next = new HashMap<>();
    long youngest = 0;
    for (ServedModel model : answering) {
      for (ServedVersion version : versions(model).toList()) {
        youngest = Math.max(youngest, version.generation());
        next.put(version.generation(), estimates(version, known));
      }
    }
    for (Map.Entry<Long, CohortEstimates> made : known.entrySet()) {
      if (made.getKey() > youngest) {
        next.put(made.getKey(), made.getValue());
      }
    }
    byGeneration = Map.copyOf(next);
  }

  private static Stream<ServedVersion> versions(ServedModel model) {
    return Stream.concat(
        Stream.of(model.champion()),
        Stream.concat(model.challenger().stream(), model.shadow().stream()));
  }

  @GuardedBy("this")
  private CohortEstimates estimates(ServedVersion version, Map<Long, CohortEstimates> known) {
    @Nullable CohortEstimates made = known.get(version.generation());
    if (made != null) {
      return made;
    }
    LedgerTerms terms = contract.terms();
    LocalDate day = LocalDate.ofInstant(counts.countedAt(), terms.timeZone());
    List<CohortCell> cells = new ArrayList<>(counts.cells().size());
    counts.cells().forEach(cell -> cells.add(cell(cell, day)));
    return switch (version.clvModel()) {
      case BtydModel model ->
          CohortEstimates.of(
              model, cells, Shrinkage.DEFAULT, terms.currency().equals(model.terms().currency()));
    };
  }

  private static CohortCell cell(CohortCounts.Cell cell, LocalDate day) {
    return new CohortCell(
        new Cohort(cell.channel(), cell.market(), cell.device()),
        age(cell.firstWeek(), day),
        cell.buyers(),
        cell.visitors(),
        cell.repeatPurchases(),
        cell.firstDayValue().doubleValue(),
        cell.repeatValue().doubleValue());
  }

  /** Mean days since a day of that week: of the part of it that has passed. */
  static double age(LocalDate firstWeek, LocalDate day) {
    LocalDate monday = firstWeek.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    double days = Math.max(0, day.toEpochDay() - monday.toEpochDay());
    return days - Math.min(days, 6) / 2;
  }
}
