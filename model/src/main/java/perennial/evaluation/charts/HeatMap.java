package perennial.evaluation.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.BgBb;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.Traits;

/**
 * P(alive) and expected purchases over frequency and recency, of customers who are all of one age.
 *
 * @param age days since the first purchase
 * @param horizonDays over which purchases are expected
 * @param frequencies repeat purchases, ascending
 * @param recencies days from the first purchase to the last, ascending
 * @param cells by recency, then frequency; combinations that no history can have are left out
 * @param covariates that these customers have; empty for a model without
 */
public record HeatMap(
    double age,
    int horizonDays,
    List<Integer> frequencies,
    List<Double> recencies,
    List<HeatCell> cells,
    SortedMap<String, Double> covariates) {
  public HeatMap {
    frequencies = List.copyOf(frequencies);
    recencies = List.copyOf(recencies);
    cells = List.copyOf(cells);
  }

  /**
   * The map of a model, each cell a prediction of it. A purchase is a day, or one opportunity of
   * BG/BB, so that no history has more of them than fit before its recency.
   *
   * @param means of the covariates that the model uses; others are ignored
   */
  public static HeatMap of(BtydModel model, HeatMapAxes axes, Map<String, Double> means) {
    SortedMap<String, Double> covariates = new TreeMap<>(means);
    covariates.keySet().retainAll(model.covariateNames());
    Traits traits = new Traits(covariates, "");
    Horizons horizon = Horizons.ofDays(axes.horizonDays());
    double least = model.purchases() instanceof BgBb ? model.timeUnit().days() : 1;
    List<Integer> frequencies =
        axes.frequencies().stream().filter(x -> x * least <= axes.age()).toList();
    List<HeatCell> cells = new ArrayList<>();
    for (double recency : axes.recencies()) {
      for (int x : frequencies) {
        if ((x == 0) == (recency == 0) && x * least <= recency) {
          CustomerHistory history = new CustomerHistory(x, recency, axes.age(), 0, traits);
          cells.add(cell(history, model.predict(history, horizon)));
        }
      }
    }
    return new HeatMap(
        axes.age(), axes.horizonDays(), frequencies, axes.recencies(), cells, covariates);
  }

  private static HeatCell cell(CustomerHistory history, Prediction prediction) {
    return new HeatCell(
        history.repeatPurchases(),
        history.recency(),
        Rounding.seven(prediction.probabilityAlive()),
        Rounding.seven(prediction.horizons().getFirst().expectedPurchases()));
  }
}
