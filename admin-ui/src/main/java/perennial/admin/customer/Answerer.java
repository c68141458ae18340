package perennial.admin.customer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import perennial.admin.chart.AliveChart.Point;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Traits;
import perennial.registry.ModelVersion;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;

/** A version that answers for customers of the ledger, loaded into this program. */
public record Answerer(ModelVersion version, ClvModel model) {
  private static final Horizons ONE_DAY = Horizons.ofDays(1);
  private static final int MOST_POINTS = 160;

  /**
   * The customer's history as this version takes it.
   *
   * @return empty without a purchase
   */
  public Optional<CustomerHistory> history(CustomerState state, LocalDate today) {
    return state.history(today, btyd().spendOrders(), traits(state.acquisition()));
  }

  private BtydModel btyd() {
    return switch (model) {
      case BtydModel btyd -> btyd;
    };
  }

  private Traits traits(Attributes acquired) {
    String group = acquired.named(btyd().groups().column());
    return group.isEmpty() ? Traits.NONE : new Traits(Traits.NONE.covariates(), group);
  }

  /**
   * P(alive) as this version would have given it at the end of past days, from the first purchase
   * to today: on evenly spaced days, on every purchase day, and on the day before each.
   *
   * @param purchaseDays at least one
   */
  List<Point> aliveSince(
      NavigableSet<LocalDate> purchaseDays, LocalDate today, Attributes acquired) {
    LocalDate first = purchaseDays.first();
    Traits traits = traits(acquired);
    List<Point> points = new ArrayList<>();
    for (LocalDate day : shown(purchaseDays, today)) {
      NavigableSet<LocalDate> seen = purchaseDays.headSet(day, true);
      CustomerHistory then =
          new CustomerHistory(
              seen.size() - 1,
              seen.last().toEpochDay() - first.toEpochDay(),
              day.toEpochDay() - first.toEpochDay(),
              0, // what was spent says nothing about being alive
              traits);
      points.add(new Point(day, model.predict(then, ONE_DAY).probabilityAlive()));
    }
    return points;
  }

  private static NavigableSet<LocalDate> shown(
      NavigableSet<LocalDate> purchaseDays, LocalDate today) {
    LocalDate first = purchaseDays.first();
    LocalDate last = purchaseDays.last().isAfter(today) ? purchaseDays.last() : today;
    NavigableSet<LocalDate> days = new TreeSet<>();
    long step = Math.max(1, (last.toEpochDay() - first.toEpochDay()) / MOST_POINTS);
    for (LocalDate day = first; day.isBefore(last); day = day.plusDays(step)) {
      days.add(day);
    }
    days.add(last);
    if (purchaseDays.size() <= MOST_POINTS) {
      for (LocalDate day : purchaseDays) {
        days.add(day);
        if (day.isAfter(first)) {
          days.add(day.minusDays(1));
        }
      }
    }
    return days;
  }
}
