package perennial.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Traits to ask a model about: every covariate that it needs, with values that vary, and each of
 * its groups in turn, one it does not know among them.
 */
record GoldenTraits(List<String> covariates, List<String> groups) {
  private static final double[] VALUES = {0, 1, -0.5, 2.25, 0.125};

  static GoldenTraits of(ClvModel model) {
    return switch (model) {
      case BtydModel btyd -> {
        List<String> groups = new ArrayList<>(List.of(""));
        groups.addAll(btyd.groups().groups().keySet());
        yield new GoldenTraits(List.copyOf(btyd.covariateNames()), List.copyOf(groups));
      }
    };
  }

  /** The traits of question {@code i}. */
  Traits of(int i) {
    if (covariates.isEmpty() && groups.size() == 1) {
      return Traits.NONE;
    }
    SortedMap<String, Double> values = new TreeMap<>();
    for (int c = 0; c < covariates.size(); c++) {
      // Steps that differ between covariates, so that no two of them move together.
      values.put(covariates.get(c), VALUES[(i * (c + 1) + c) % VALUES.length]);
    }
    return new Traits(values, groups.get(i % groups.size()));
  }
}
