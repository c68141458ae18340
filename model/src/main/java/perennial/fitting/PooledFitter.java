package perennial.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import perennial.model.Covariance;
import perennial.model.GroupEffects;
import perennial.model.PurchaseModel;

/**
 * Partial pooling: the logarithms of a group's parameters are normal around the population's, each
 * parameter with its own spread over groups. Population and spreads are found by empirical Bayes,
 * and each group's parameters are the most likely ones given both its customers and the population.
 *
 * <p>With the population mu and spreads tau given, groups are independent: Newton's method finds
 * each group's mode and information. Around the modes the likelihoods are taken as normal [1],
 * which makes the marginal likelihood of mu and tau that of a normal model with known errors: mu is
 * its generalised least squares, tau^2 is multiplied by the square root of a ratio that is 1 at the
 * maximum [2]. The two alternate until nothing moves.
 *
 * <p>[1] Breslow and Clayton (1993), Approximate inference in generalized linear mixed models, JASA
 * 88, 9-25. [2] Zhou, Hu, Zhou and Lange (2019), MM algorithms for variance components models, JCGS
 * 28(2), 350-361, eq. (3).
 */
public final class PooledFitter {
  /** The most groups: more would not fit into an artifact of 20 KB. */
  public static final int MAX_GROUPS = 60;

  /** The longest name of a group that is fitted, in characters, for the same reason. */
  public static final int MAX_NAME = 60;

  private static final int MAX_ROUNDS = 60;
  private static final double ROUND_TOLERANCE = 1e-6;
  private static final double FIRST_SPREAD = 0.5;

  private final PurchaseFamily family;

  /**
   * @param family such as {@code mbg-nbd}
   * @throws IllegalArgumentException when the family cannot be pooled
   */
  public PooledFitter(String family) {
    this.family = PurchaseFamily.of(family);
  }

  /**
   * @param column the name of the column that the groups come from
   * @param groups customers of each group, in one unit of time
   * @throws IllegalArgumentException when there are no groups or too many, a name is blank or too
   *     long, or the customers cannot identify a model
   */
  public PooledFit fit(String column, SortedMap<String, PurchaseData> groups) {
    requireGroups(column, groups);
    PurchaseData all = Pooled.together(groups.values());
    FitResult<? extends PurchaseModel> one = family.fit(all);
    double scale = meanAge(all);
    int n = family.names().size();
    double[] mu = new double[n];
    for (int i = 0; i < n; i++) {
      double parameter = one.parameters().get(i);
      mu[i] = Math.clamp(Math.log(family.timed()[i] ? parameter / scale : parameter), -8, 8);
    }
    double[] tau = new double[n];
    Arrays.fill(tau, groups.size() == 1 ? 0 : FIRST_SPREAD);
    List<GroupPosterior> posteriors = new ArrayList<>();
    for (PurchaseData data : groups.values()) {
      posteriors.add(new GroupPosterior(family.likelihood(data, scale), data.customers(), mu));
    }
    PopulationNormal normal = new PopulationNormal(mu, tau);
    boolean settled = false;
    for (int round = 0; round < MAX_ROUNDS && !settled; round++) {
      for (GroupPosterior posterior : posteriors) {
        posterior.update(normal.mu(), normal.tau());
      }
      PopulationNormal next = normal.maximise(posteriors);
      settled = next.distance(normal) < ROUND_TOLERANCE;
      normal = next;
    }
    for (GroupPosterior posterior : posteriors) {
      posterior.update(normal.mu(), normal.tau());
    }
    return result(column, groups, one, posteriors, normal, scale, settled);
  }

  private static void requireGroups(String column, SortedMap<String, PurchaseData> groups) {
    if (groups.isEmpty() || groups.size() > MAX_GROUPS) {
      throw new IllegalArgumentException(
          "column '%s' has %d groups; there must be 1 to %d: give fewer, larger ones"
              .formatted(column, groups.size(), MAX_GROUPS));
    }
    for (String name : groups.keySet()) {
      if (name.isBlank() || name.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            "group '%s' of column '%s' must have 1 to %d characters"
                .formatted(name, column, MAX_NAME));
      }
    }
  }

  private static double meanAge(PurchaseData data) {
    CompensatedSums sums = new CompensatedSums(2);
    for (int i = 0; i < data.rows(); i++) {
      sums.add(0, data.weight(i));
      sums.add(1, data.weight(i) * data.age(i));
    }
    return sums.sum(1) / sums.sum(0);
  }

  private PooledFit result(
      String column,
      SortedMap<String, PurchaseData> groups,
      FitResult<? extends PurchaseModel> one,
      List<GroupPosterior> posteriors,
      PopulationNormal normal,
      double scale,
      boolean settled) {
    double[] parameters = parameters(normal.mu(), scale);
    double[][] ofPopulation = normal.covariance(posteriors);
    SortedMap<String, GroupEffects.Group> effects = new TreeMap<>();
    CompensatedSums logLikelihood = new CompensatedSums(1);
    double worst = 0;
    int g = 0;
    for (Map.Entry<String, PurchaseData> group : groups.entrySet()) {
      GroupPosterior posterior = posteriors.get(g++);
      double[] own = parameters(posterior.theta(), scale);
      effects.put(
          group.getKey(),
          new GroupEffects.Group(
              family.model(own),
              natural(normal.covarianceOf(posterior, ofPopulation), own),
              Math.round(group.getValue().customers())));
      logLikelihood.add(0, posterior.marginal(normal.mu(), normal.tau()));
      worst = Math.max(worst, posterior.gradientNorm());
    }
    List<String> warnings = warnings(one, normal, settled, worst);
    Covariance covariance = natural(ofPopulation, parameters);
    double[][] ofNew = new double[ofPopulation.length][];
    for (int i = 0; i < ofNew.length; i++) {
      ofNew[i] = ofPopulation[i].clone();
      ofNew[i][i] += normal.tau()[i] * normal.tau()[i];
    }
    SequencedMap<String, Double> spread = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i++) {
      spread.put(family.names().get(i), normal.tau()[i]);
    }
    FitResult<PurchaseModel> population =
        new FitResult<>(
            family.model(parameters),
            family.names(),
            Arrays.stream(parameters).boxed().toList(),
            logLikelihood.sum(0),
            one.observations(),
            covariance,
            worst,
            one.converged() && settled && worst <= LikelihoodFit.GRADIENT_TOLERANCE,
            warnings);
    int spreads = (int) spread.values().stream().filter(s -> s > 0).count();
    return new PooledFit(
        population,
        new GroupEffects(column, effects),
        covariance.dimension() == 0 ? covariance : natural(ofNew, parameters),
        spread,
        LikelihoodRatio.of(population.logLikelihood(), one.logLikelihood(), Math.max(1, spreads)));
  }

  private static List<String> warnings(
      FitResult<?> one, PopulationNormal normal, boolean settled, double worst) {
    List<String> warnings = new ArrayList<>(one.warnings());
    if (!settled) {
      warnings.add("the spreads over groups did not settle in %d rounds".formatted(MAX_ROUNDS));
    }
    if (!(worst <= LikelihoodFit.GRADIENT_TOLERANCE)) {
      warnings.add("gradient norm %.3g of a group's posterior is too large".formatted(worst));
    }
    if (Arrays.stream(normal.tau()).allMatch(t -> t == 0)) {
      warnings.add("groups do not differ: all have the population's parameters");
    }
    return List.copyOf(warnings);
  }

  private double[] parameters(double[] theta, double scale) {
    double[] parameters = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      parameters[i] = Math.exp(theta[i]) * (family.timed()[i] ? scale : 1);
    }
    return parameters;
  }

  private static Covariance natural(double[][] ofLogs, double[] parameters) {
    double[][] jacobian = new double[parameters.length][parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      jacobian[i][i] = parameters[i];
    }
    return Transformed.covariance(ofLogs, jacobian);
  }

  /** The inverse of a matrix; empty when it is singular. */
  static double[][] inverse(double[][] matrix) {
    RealMatrix given = new Array2DRowRealMatrix(matrix, false);
    LUDecomposition lu = new LUDecomposition(given, 1e-300);
    return lu.getSolver().isNonSingular() ? lu.getSolver().getInverse().getData() : new double[0][];
  }
}
