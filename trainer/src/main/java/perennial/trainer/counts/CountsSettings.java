package perennial.trainer.counts;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.trainer.Family;
import perennial.trainer.transactions.BadInput;

/**
 * Everything a training run on counts is told.
 *
 * @param family one that is fitted to counts
 * @param file the summary or the survivors
 * @param cohort which one to fit; without it each, or the only one
 * @param period the time from one opportunity to the next
 * @param orderValue value of one purchase or renewal, in the currency; without it 1
 * @param observationEnd the day that the last period ended, which no file of counts says; a fit
 *     that is registered needs it
 * @param seed kept with the version; nothing is random
 */
public record CountsSettings(
    Family family,
    String file,
    Optional<String> cohort,
    TimeUnit period,
    ValueTerms terms,
    Optional<Double> orderValue,
    Optional<LocalDate> observationEnd,
    long seed) {
  /**
   * The day that the last period ended.
   *
   * @throws BadInput when it was not said
   */
  public LocalDate requireObservationEnd() {
    return observationEnd.orElseThrow(() ->
        new BadInput(
            ("on which day did the last period of %s end? say it with --observation-end DATE:"
                    + " predictions count from that day, and nothing in the file says when it was")
                .formatted(file)));
  }

  CountsSettings withCohort(String name) {
    return new CountsSettings(
        family, file, Optional.of(name), period, terms, orderValue, observationEnd, seed);
  }

  /** Every setting by its command-line name. */
  SortedMap<String, String> byName() {
    SortedMap<String, String> names = new TreeMap<>();
    names.put(family.input().option(), file);
    names.put("family", family.label());
    cohort.ifPresent(name -> names.put("cohort", name));
    names.put("time-unit", period.label());
    names.put("currency", terms.currency());
    names.put("annual-discount-rate", Double.toString(terms.annualDiscountRate()));
    names.put("margin", Double.toString(terms.margin()));
    names.put("order-value", orderValue.map(v -> Double.toString(v)).orElse("1 (not given)"));
    names.put("observation-end", observationEnd.map(LocalDate::toString).orElse("not given"));
    return names;
  }
}
