package perennial.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.FixedSpend;
import perennial.model.GammaGamma;
import perennial.model.ScaledGammaGamma;
import perennial.model.SpendModel;
import perennial.model.SpendOrders;

/** Draws of the spend parameters, and few points with their mean and covariance. */
final class SpendDraws {
  private final SpendModel centre;
  private final SpendOrders orders;
  private final List<SpendModel> draws = new ArrayList<>();
  private final List<SpendModel> around = new ArrayList<>();

  /** Standard normal numbers that a draw takes. */
  static int dimension(SpendModel model) {
    return parameters(model).length;
  }

  /**
   * @param points one a draw, of {@code offset +} {@link #dimension} numbers
   */
  SpendDraws(
      SpendModel model, Covariance covariance, SpendOrders orders, double[][] points, int offset) {
    this.centre = model;
    this.orders = orders;
    double[] parameters = parameters(model);
    if (covariance.equals(Covariance.UNKNOWN) || parameters.length == 0) {
      return;
    }
    double[] floors = LaplaceDraws.floors(3, parameters.length - 3);
    floors[1] = 1; // q
    LaplaceDraws laplace = new LaplaceDraws(parameters, floors, covariance);
    for (double[] point : points) {
      draws.add(with(model, laplace.at(point, offset)));
    }
    // Integrates polynomials of the parameters' logarithms to degree 3.
    for (int i = 0; i < parameters.length; i++) {
      double[] point = new double[parameters.length];
      point[i] = Math.sqrt(parameters.length);
      around.add(with(model, laplace.at(point, 0)));
      point[i] = -point[i];
      around.add(with(model, laplace.at(point, 0)));
    }
  }

  /** In the order of the covariance; empty for a spend that is certain. */
  private static double[] parameters(SpendModel model) {
    return switch (model) {
      case GammaGamma g -> new double[] {g.p(), g.q(), g.gamma()};
      case ScaledGammaGamma s -> {
        int more = s.frequency() == 0 ? 0 : 1;
        double[] all = Arrays.copyOf(parameters(s.base()), 3 + more + s.names().size());
        if (more > 0) {
          all[3] = s.frequency();
        }
        for (int i = 0; i < s.names().size(); i++) {
          all[3 + more + i] = s.coefficients().get(i);
        }
        yield all;
      }
      case FixedSpend _ -> new double[0];
    };
  }

  private static SpendModel with(SpendModel model, double[] drawn) {
    GammaGamma base = new GammaGamma(drawn[0], drawn[1], drawn[2]);
    return switch (model) {
      case ScaledGammaGamma s -> {
        int more = s.frequency() == 0 ? 0 : 1;
        yield new ScaledGammaGamma(
            base,
            more == 0 ? 0 : drawn[3],
            s.names(),
            Arrays.stream(drawn, 3 + more, drawn.length).boxed().toList());
      }
      case GammaGamma _, FixedSpend _ -> base;
    };
  }

  /** Whether it is known how far the spend is open; a fixed one is certain. */
  boolean known() {
    return !draws.isEmpty() || centre instanceof FixedSpend;
  }

  /** Expected spend of one purchase under a draw; the fit's where there are none. */
  double expected(int draw, CustomerHistory history) {
    SpendModel model = draws.isEmpty() ? centre : draws.get(draw % draws.size());
    return model.expectedSpend(history, orders);
  }

  /** The customer's spend by the fit; empty when every purchase is worth the same. */
  Optional<TotalSpend.Spend> of(CustomerHistory history) {
    return distribution(centre, history).map(model -> posterior(model, history));
  }

  /** The customer's spend at the points around the fit; empty where they are not known. */
  List<TotalSpend.Spend> around(CustomerHistory history) {
    List<TotalSpend.Spend> spends = new ArrayList<>(around.size());
    for (SpendModel model : around) {
      distribution(model, history).ifPresent(at -> spends.add(posterior(at, history)));
    }
    return spends;
  }

  private static Optional<GammaGamma> distribution(SpendModel model, CustomerHistory history) {
    return switch (model) {
      case GammaGamma g -> Optional.of(g);
      case ScaledGammaGamma s -> Optional.of(s.of(history));
      case FixedSpend _ -> Optional.empty();
    };
  }

  private TotalSpend.Spend posterior(GammaGamma model, CustomerHistory history) {
    int n = orders.count(history.repeatPurchases());
    double scale = n == 0 ? model.gamma() : model.gamma() + n * history.meanSpend();
    return new TotalSpend.Spend(
        model.p(), model.q() + model.p() * n, Math.log(Math.min(scale, Double.MAX_VALUE)));
  }
}
