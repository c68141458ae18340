package perennial.deploy.history;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.simulation.PlantedChange;
import perennial.simulation.ShopSettings;

/**
 * What happened when, in whole weeks from Monday to Sunday.
 *
 * @param start first day of the shop
 * @param servedFrom first day on which version 1 answered; it was fitted on everything before
 * @param end the first day after the history
 * @param customers who arrive between start and end
 * @param changes planted after {@code servedFrom}
 */
public record HistoryPlan(
    LocalDate start,
    LocalDate servedFrom,
    LocalDate end,
    int customers,
    List<PlantedChange> changes) {

  static final String CHANNEL = "email";
  static final String CATEGORY = "toys";
  static final String MARKET = "DE";

  private static final int WEEKS = 78;
  private static final int WEEKS_BEFORE_SERVING = 52;
  private static final int SPEND_DOUBLES_IN_WEEK = 60;
  private static final int DROPOUT_RISES_IN_WEEK = 62;
  private static final int CATEGORY_ENDS_IN_WEEK = 66;
  private static final double SPEND_FACTOR = 2;
  private static final double DROPOUT_FACTOR = 3;
  private static final long SEED = 20_260_101;

  /**
   * Eighteen months that end with the last whole week before today: spend doubles in one channel in
   * month 14, customers of one market begin to leave, and a category is given up.
   */
  public static HistoryPlan before(LocalDate today, int customers) {
    LocalDate end = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate start = end.minusWeeks(WEEKS);
    return new HistoryPlan(
        start,
        start.plusWeeks(WEEKS_BEFORE_SERVING),
        end,
        customers,
        List.of(
            new PlantedChange.SpendInChannel(
                start.plusWeeks(SPEND_DOUBLES_IN_WEEK), CHANNEL, SPEND_FACTOR),
            new PlantedChange.DropoutInMarket(
                start.plusWeeks(DROPOUT_RISES_IN_WEEK), MARKET, DROPOUT_FACTOR),
            new PlantedChange.CategoryEnds(start.plusWeeks(CATEGORY_ENDS_IN_WEEK), CATEGORY)));
  }

  /** The same months without the changes. */
  public HistoryPlan undisturbed() {
    return new HistoryPlan(start, servedFrom, end, customers, List.of());
  }

  /** The shop, with customers who buy often enough for segments to be told apart. */
  ShopSettings shop() {
    return new ShopSettings(
        SEED,
        customers,
        start,
        Math.toIntExact(end.toEpochDay() - start.toEpochDay()),
        new MbgNbd(.8, 6, .6, 2.4),
        new GammaGamma(6.25, 3.74, 15.44),
        TimeUnit.WEEK,
        changes);
  }
}
