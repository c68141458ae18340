package perennial.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * A fit judged on the days after its observation end.
 *
 * @param days length of the holdout
 * @param end its last day
 * @param customers customers judged: those known at the observation end
 * @param actualPurchases their purchase days in the holdout
 * @param model the fitted model's measures
 * @param baselines the same by name, such as {@code repeat-last-period}
 * @param byFrequency actual against predicted by repeat purchases in the calibration
 * @param byDecile actual against predicted by decile of the prediction
 */
public record HoldoutReport(
    int days,
    LocalDate end,
    long customers,
    long actualPurchases,
    HoldoutMeasures model,
    SortedMap<String, HoldoutMeasures> baselines,
    List<CalibrationGroup> byFrequency,
    List<CalibrationGroup> byDecile) {}
