package perennial.trainer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import perennial.fitting.CovariatePenalty;
import perennial.trainer.transactions.InputFiles;

/**
 * Facts about customers that a fit uses, and how.
 *
 * @param file a CSV file with a line a customer; absent for none
 * @param columns covariates of the purchase process
 * @param spendColumns covariates of the spend
 * @param equal those of {@code columns} whose coefficient is the same in rate and dropout
 * @param penalty on the coefficients
 * @param poolBy column whose values are groups of customers
 */
public record CovariateSettings(
    Optional<Path> file,
    List<String> columns,
    List<String> spendColumns,
    List<String> equal,
    CovariatePenalty penalty,
    Optional<String> poolBy) {
  /** No facts. */
  public static final CovariateSettings NONE =
      new CovariateSettings(
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          CovariatePenalty.NONE,
          Optional.empty());

  public CovariateSettings {
    columns = List.copyOf(columns);
    spendColumns = List.copyOf(spendColumns);
    equal = List.copyOf(equal);
  }

  /** Every numeric column that is read, each once. */
  List<String> numericColumns() {
    LinkedHashSet<String> all = new LinkedHashSet<>(columns);
    all.addAll(spendColumns);
    return new ArrayList<>(all);
  }

  void addTo(SortedMap<String, String> names) {
    file.ifPresent(path -> {
      names.put("covariates-file", path.toString());
      names.put("covariates-file-sha256", new InputFiles(List.of(path)).sha256());
    });
    addTo(names, "covariate-columns", columns);
    addTo(names, "spend-covariates", spendColumns);
    addTo(names, "equal-covariates", equal);
    if (!columns.isEmpty() || !spendColumns.isEmpty()) {
      names.put("covariate-penalty", penalty.label());
    }
    poolBy.ifPresent(column -> names.put("pool-by", column));
  }

  private static void addTo(SortedMap<String, String> names, String name, List<String> values) {
    if (!values.isEmpty()) {
      names.put(name, String.join(",", values));
    }
  }
}
