package perennial.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.IllegalHistory;
import perennial.model.PurchaseModel;
import perennial.model.Traits;

/**
 * Draws of the purchase process, of the population and of every group. Where the fit gave no
 * covariance there is one draw, the fit itself, and it is not {@link Process#known}.
 */
final class PurchaseDraws {
  private final Process population;
  private final Map<String, Process> groups = new HashMap<>();
  private final List<CovariateEffects> effects;

  /**
   * The process of one customer, drawn.
   *
   * @param models one a draw
   * @param known whether they say how far the parameters are open
   */
  @SuppressWarnings("ArrayRecordComponent") // shared inside the package, never compared
  record Process(PurchaseModel[] models, boolean known) {}

  /** Standard normal numbers that the draws of a model's purchase process take. */
  static int dimension(BtydModel model) {
    return model.purchases().parameters().length + 2 * model.covariates().names().size();
  }

  /**
   * @param points one a draw, of at least {@link #dimension} numbers
   */
  PurchaseDraws(BtydModel model, double[][] points) {
    List<CovariateEffects> drawnEffects = new ArrayList<>();
    population = population(model, points, drawnEffects);
    effects = List.copyOf(drawnEffects);
    model
        .groups()
        .groups()
        .forEach((name, group) ->
            groups.put(name, process(group.purchases(), group.covariance(), points)));
  }

  private static Process population(
      BtydModel model, double[][] points, List<CovariateEffects> drawnEffects) {
    PurchaseModel centre = model.purchases();
    CovariateEffects covariates = model.covariates();
    int parameters = centre.parameters().length;
    int names = covariates.names().size();
    Covariance covariance = model.purchaseCovariance();
    if (names == 0 || covariance.equals(Covariance.UNKNOWN)) {
      drawnEffects.add(covariates);
      return process(centre, covariance, points);
    }
    double[] all = Arrays.copyOf(centre.parameters(), parameters + 2 * names);
    for (int i = 0; i < names; i++) {
      all[parameters + i] = covariates.rate().get(i);
      all[parameters + names + i] = covariates.dropout().get(i);
    }
    LaplaceDraws draws =
        new LaplaceDraws(all, LaplaceDraws.floors(parameters, 2 * names), covariance);
    PurchaseModel[] models = new PurchaseModel[points.length];
    for (int d = 0; d < points.length; d++) {
      double[] drawn = draws.at(points[d], 0);
      models[d] = centre.withParameters(Arrays.copyOf(drawn, parameters));
      drawnEffects.add(
          new CovariateEffects(
              covariates.names(),
              list(drawn, parameters, names),
              list(drawn, parameters + names, names)));
    }
    return new Process(models, true);
  }

  private static List<Double> list(double[] values, int from, int count) {
    return Arrays.stream(values, from, from + count).boxed().toList();
  }

  private static Process process(PurchaseModel centre, Covariance covariance, double[][] points) {
    if (covariance.equals(Covariance.UNKNOWN)) {
      return new Process(new PurchaseModel[] {centre}, false);
    }
    double[] parameters = centre.parameters();
    LaplaceDraws draws =
        new LaplaceDraws(parameters, LaplaceDraws.floors(parameters.length, 0), covariance);
    PurchaseModel[] models = new PurchaseModel[points.length];
    for (int d = 0; d < points.length; d++) {
      models[d] = centre.withParameters(draws.at(points[d], 0));
    }
    return new Process(models, true);
  }

  /**
   * The draws of one customer's process.
   *
   * @throws IllegalHistory when a covariate is missing that the model needs
   */
  Process of(Traits traits) {
    @Nullable Process group = groups.get(traits.group());
    Process process = group == null ? population : group;
    if (effects.getFirst().isEmpty()) {
      return process;
    }
    PurchaseModel[] moved = new PurchaseModel[process.models().length];
    for (int d = 0; d < moved.length; d++) {
      moved[d] = effects.get(d % effects.size()).applyTo(process.models()[d], traits);
    }
    return new Process(moved, process.known());
  }
}
