package perennial.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where the parameters and coefficients stand in the vector that is searched: the parameters of
 * purchasing, the rate's coefficients, the parameters of leaving, the dropout's coefficients. What
 * may run to a limit together is last.
 */
final class CoefficientLayout {
  private final List<String> names = new ArrayList<>();
  private final int[] theta;
  private final int[] rate;
  private final int[] dropout;
  private final int essential;
  private final int covariates;

  /**
   * @param equal covariates whose coefficient is the same in rate and dropout
   */
  CoefficientLayout(PurchaseFamily family, List<String> covariates, Set<String> equal) {
    this.covariates = covariates.size();
    int parameters = family.names().size();
    theta = new int[parameters];
    rate = new int[covariates.size()];
    dropout = new int[covariates.size()];
    for (int i = 0; i < family.essential(); i++) {
      theta[i] = add(family.names().get(i));
    }
    for (int c = 0; c < rate.length; c++) {
      rate[c] = add("rate " + covariates.get(c));
    }
    essential = names.size();
    for (int i = family.essential(); i < parameters; i++) {
      theta[i] = add(family.names().get(i));
    }
    for (int c = 0; c < dropout.length; c++) {
      boolean same = equal.contains(covariates.get(c));
      dropout[c] = same ? rate[c] : add("dropout " + covariates.get(c));
    }
  }

  private int add(String name) {
    names.add(name);
    return names.size() - 1;
  }

  /** What is searched, in its order. */
  List<String> names() {
    return names;
  }

  int size() {
    return names.size();
  }

  int covariates() {
    return covariates;
  }

  /** From here on entries may run to a limit together. */
  int essential() {
    return essential;
  }

  int parameters() {
    return theta.length;
  }

  int theta(int parameter) {
    return theta[parameter];
  }

  int rate(int covariate) {
    return rate[covariate];
  }

  int dropout(int covariate) {
    return dropout[covariate];
  }

  double[] point(double[] parameters) {
    double[] point = new double[size()];
    for (int i = 0; i < theta.length; i++) {
      point[theta[i]] = parameters[i];
    }
    return point;
  }

  double[] parameters(double[] point) {
    double[] parameters = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      parameters[i] = point[theta[i]];
    }
    return parameters;
  }

  /** Each coefficient once, whether it stands for one covariate's effect or two. */
  boolean isCoefficient(int position) {
    for (int t : theta) {
      if (t == position) {
        return false;
      }
    }
    return true;
  }
}
