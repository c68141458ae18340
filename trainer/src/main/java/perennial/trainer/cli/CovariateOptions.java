package perennial.trainer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import perennial.fitting.CovariatePenalty;
import perennial.trainer.CovariateSettings;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Option;

/** Facts about customers and how a fit uses them. A mixin. */
final class CovariateOptions {
  @Option(
      names = "--covariates-file",
      paramLabel = "FILE",
      description = {
        "CSV with a line for each customer of the log. The ids are in the column that",
        "--customer-column names, or in the first."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--covariate-columns",
      paramLabel = "A,B",
      split = ",",
      description = {
        "Columns of numbers that move the purchase rate and the dropout (families bg-nbd,",
        "mbg-nbd, pareto-nbd); 0 and 1 for yes and no, one column fewer than there are kinds."
      })
  private List<String> columns = List.of();

  @Option(
      names = "--spend-covariates",
      paramLabel = "A,B",
      split = ",",
      description = "Columns of numbers that move how much a purchase is worth.")
  private List<String> spendColumns = List.of();

  @Option(
      names = "--equal-covariates",
      paramLabel = "A,B",
      split = ",",
      description = {
        "Those of --covariate-columns with one coefficient in rate and dropout; a",
        "likelihood-ratio test judges that."
      })
  private List<String> equal = List.of();

  @Option(
      names = "--covariate-penalty",
      paramLabel = "cv|WEIGHT",
      defaultValue = "0",
      converter = Labels.PenaltyLabel.class,
      description = {
        "Shrinks coefficients: weight/2 times the squares of the coefficients of standardised",
        "covariates. cv chooses the weight by cross-validation. Default: 0, none."
      })
  private CovariatePenalty penalty = CovariatePenalty.NONE;

  @Option(
      names = "--pool-by",
      paramLabel = "COLUMN",
      description = {
        "Column of text, such as a channel, whose values are groups with parameters of their own;",
        "small groups borrow from large ones. At most 60 groups."
      })
  private Optional<String> poolBy = Optional.empty();

  CovariateSettings settings() {
    boolean used = !columns.isEmpty() || !spendColumns.isEmpty() || poolBy.isPresent();
    if (file.isEmpty() && (used || !equal.isEmpty())) {
      throw new BadInput("which file are the columns in? name it with --covariates-file FILE");
    }
    if (file.isPresent() && !used) {
      throw new BadInput(
          "--covariates-file without --covariate-columns, --spend-covariates or --pool-by");
    }
    if (poolBy.isPresent() && !columns.isEmpty()) {
      throw new BadInput(
          "--pool-by and --covariate-columns cannot be used together: either leave --pool-by out and"
              + " give the groups as columns of 0 and 1 among --covariate-columns, one column fewer"
              + " than there are groups, or leave --covariate-columns out (--spend-covariates may"
              + " stay)");
    }
    for (String name : equal) {
      if (!columns.contains(name)) {
        throw new BadInput(
            "--equal-covariates '%s' is none of --covariate-columns %s".formatted(name, columns));
      }
    }
    return new CovariateSettings(file, columns, spendColumns, equal, penalty, poolBy);
  }
}
