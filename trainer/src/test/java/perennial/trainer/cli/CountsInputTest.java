package perennial.trainer.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts that cannot be, and options that do not go with them. */
class CountsInputTest extends CountsCase {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "fit --family bg-bb --transactions F~ --family bg-bb is fitted to --summary FILE, not to"
            + " --transactions",
        "fit --family sbg --survivors F --transactions F~ --transactions and --survivors do not go"
            + " together: --survivors counts customers and is all there is to fit",
        "fit --family sbg --survivors F --holdout-days 5~ --holdout-days and --survivors do not go"
            + " together: --survivors counts customers and is all there is to fit",
        "fit --summary F~ --summary and --family mbg-nbd do not go together: --summary is for"
            + " --family bg-bb",
        "fit --survivors F --family bg-nbd~ --survivors and --family bg-nbd do not go together:"
            + " --survivors is for --family sbg or bdw",
        "fit --summary F --survivors F --family sbg~ --summary and --survivors do not go together:"
            + " a fit reads one file",
        "fit --summary F --family bg-bb --cohort a~ --cohort and --summary do not go together:"
            + " only --survivors has cohorts",
        "fit --transactions F --order-value 5~ --order-value and --transactions do not go together:"
            + " a log has the values of its purchases",
        "fit --survivors F --family sbg --order-value -1~ --order-value -1.0 must be > 0 and"
            + " finite",
        "fit --survivors F --family sbg --cohort b~ no cohort 'b'; the cohorts are a",
        "fit --survivors nowhere.csv --family sbg~ no file nowhere.csv"
      })
  void fit_optionsApart_namesBoth(String command, String message) throws Exception {
    String file = file("c.csv", "cohort,period,survivors\na,0,10\na,1,6\na,2,5\n");
    assertRefused(message, command.replace(" F", " " + file).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "frequency,recency,weights|0,0,5~ s.csv has no column 'periods'; its columns are"
            + " 'frequency', 'recency', 'weights'",
        "frequency,recency,periods,weights|-1,0,6,5~ line 2 of s.csv: '-1' in column 'frequency'"
            + " must be a whole number from 0 to 100,000",
        "frequency,recency,periods,weights|0,0,6,5|1,7,6,5~ line 3 of s.csv: '7' in column"
            + " 'recency' must not be above periods, which is 6",
        "frequency,recency,periods,weights|3,2,6,5~ line 2 of s.csv: '3' in column 'frequency' must"
            + " not be above recency, which is 2",
        "frequency,recency,periods,weights|0,2,6,5~ line 2 of s.csv: '0' in column 'frequency' must"
            + " be above 0 when recency is, which is 2",
        "frequency,recency,periods,weights|1,2,6,0~ line 2 of s.csv: '0' in column 'weights' must"
            + " be > 0: it is the number of customers",
        "frequency,recency,periods,weights|1,2,6,x~ line 2 of s.csv: 'x' in column 'weights' is no"
            + " number",
        "frequency,recency,periods,weights|1,1.5,6,2~ line 2 of s.csv: '1.5' in column 'recency'"
            + " must be a whole number from 0 to 100,000",
        "frequency,recency,periods,weights|1,2,6~ line 2 of s.csv: the header names 4 columns but"
            + " the line has 3",
        "frequency,recency,periods,weights~ s.csv has a header and no lines: there is nothing to"
            + " read",
      })
  void fit_badSummary_namesLineColumnAndValue(String text, String message) throws Exception {
    String file = file("s.csv", text.replace('|', '\n') + "\n");
    assertRefused(message, "fit", "--family", "bg-bb", "--summary", file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a,0,10|a,1,11~ line 3 of s.csv: '11' in column 'survivors' must not be above the 10 of the"
            + " period before: who has left does not come back",
        "a,0,10|a,2,5~ line 3 of s.csv: '2' in column 'period' comes without period 1 of cohort"
            + " 'a': none may be missing from 0 on",
        "a,0,10|a,1,5|a,1,5~ line 4 of s.csv: '1' in column 'period' is twice in cohort 'a'",
        "a,0,0|a,1,0~ line 2 of s.csv: '0' in column 'survivors' must be above 0 at period 0: it is"
            + " the size of the cohort",
        "a,0,10~ line 2 of s.csv: '0' in column 'period' is the only one of cohort 'a'",
        ",0,10|,1,5~ line 2 of s.csv: '' in column 'cohort' must not be blank",
        "a,0,10|a,1,-5~ line 3 of s.csv: '-5' in column 'survivors' must be a whole number from 0"
            + " to 2,147,483,647"
      })
  void fit_badSurvivors_namesLineColumnAndValue(String text, String message) throws Exception {
    String file = file("s.csv", "cohort,period,survivors\n" + text.replace('|', '\n') + "\n");
    assertRefused(message, "fit", "--family", "sbg", "--survivors", file);
  }
}
