package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Covariates and groups through the command line. */
class CovariatesCommandTest {
  private static Path folder;
  private static Path log;
  private static Path facts;

  /** Customers with an odd number buy more often; those of one channel spend more. */
  @BeforeAll
  static void data(@TempDir Path temporary) throws Exception {
    folder = temporary;
    log = folder.resolve("log.csv");
    facts = folder.resolve("facts.csv");
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
    List<String> known = new ArrayList<>();
    for (int c = 0; c < 600; c++) {
      int day = random.nextInt(60);
      double gap = (c % 2 == 1 ? 12 : 30) / -Math.log(random.nextDouble() * .9);
      while (day < 300) {
        double amount = 10 * Math.exp(random.nextGaussian() / 2) * (c % 3 == 0 ? 2 : 1);
        lines.add(
            "C%03d,%s,%.2f".formatted(c, java.time.LocalDate.of(2025, 1, 1).plusDays(day), amount));
        day += 1 + (int) (-gap * Math.log(random.nextDouble()));
        if (random.nextDouble() < .1) {
          break;
        }
      }
      known.add(
          "C%03d,%d,%s,%d".formatted(c, c % 2, c % 3 == 0 ? "web" : "shop", c % 3 == 0 ? 1 : 0));
    }
    Collections.shuffle(known, random);
    known.addFirst("id,paid,channel,web");
    Files.write(log, lines);
    Files.write(facts, known);
  }

  private static String[] fit(String... more) {
    List<String> all = new ArrayList<>(List.of("fit", "--transactions", log.toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String[] withFacts(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--covariates-file", facts.toString()));
    return fit(all.toArray(String[]::new));
  }

  @Test
  void fit_covariates_findsWhoBuysMore() throws Exception {
    JsonNode fit = Cli.json(withFacts("--covariate-columns", "paid,web", "--holdout-days", "60"));

    JsonNode rate = fit.at("/covariates/coefficients/0");
    assertEquals("rate", rate.at("/part").asText());
    assertEquals("paid", rate.at("/name").asText());
    assertTrue(rate.at("/estimate").asDouble() > .5, rate.toString());
    assertTrue(rate.at("/p").asDouble() < 1e-4, rate.toString());
    assertEquals(4, fit.at("/covariates/coefficients").size());
    assertEquals(4, fit.at("/covariates/againstNone/degreesOfFreedom").asInt());
    assertTrue(fit.at("/covariates/againstNone/p").asDouble() < 1e-4);
    assertEquals(fit.at("/aic").asDouble(), 16 - 2 * fit.at("/logLikelihood").asDouble(), 1e-6);
    JsonNode plain = Cli.json(fit("--holdout-days", "60"));
    assertEquals(
        plain.at("/logLikelihood").asDouble(),
        fit.at("/covariates/againstNone/logLikelihood").asDouble(),
        1e-8);
    assertFalse(plain.has("covariates"));
  }

  /** The facts are shuffled, and the lines of the log are in another order than the ids. */
  @Test
  void fit_filesInAnotherOrder_isTheSameFit() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    String header = lines.removeFirst();
    Collections.shuffle(lines, new Random(9));
    lines.addFirst(header);
    Path shuffled = Files.write(folder.resolve("shuffled.csv"), lines);
    List<String> known = new ArrayList<>(Files.readAllLines(facts));
    String names = known.removeFirst();
    Collections.sort(known);
    known.addFirst(names);
    Path sorted = Files.write(folder.resolve("sorted.csv"), known);

    JsonNode one = Cli.json(withFacts("--covariate-columns", "paid"));
    JsonNode other =
        Cli.json(
            "fit",
            "--transactions",
            shuffled.toString(),
            "--covariates-file",
            sorted.toString(),
            "--covariate-columns",
            "paid");
    assertEquals(one.at("/covariates"), other.at("/covariates"));
    assertEquals(one.at("/parameters"), other.at("/parameters"));
  }

  @Test
  void fit_equalAndPenalty_areReported() throws Exception {
    JsonNode equal =
        Cli.json(withFacts("--covariate-columns", "paid,web", "--equal-covariates", "paid"));
    assertEquals(1, equal.at("/covariates/equality/degreesOfFreedom").asInt());
    assertEquals(
        equal.at("/covariates/coefficients/0/estimate").asDouble(),
        equal.at("/covariates/coefficients/2/estimate").asDouble());
    JsonNode shrunk =
        Cli.json(withFacts("--covariate-columns", "web", "--covariate-penalty", "cv"));
    assertTrue(shrunk.at("/covariates/penaltyCrossValidated").asBoolean());
  }

  @Test
  void fit_poolBy_givesEveryGroupParameters() throws Exception {
    JsonNode fit = Cli.json(withFacts("--pool-by", "channel"));
    assertEquals("channel", fit.at("/pooling/column").asText());
    assertEquals(2, fit.at("/pooling/groups").size());
    assertEquals("shop", fit.at("/pooling/groups/0/name").asText());
    assertEquals(400, fit.at("/pooling/groups/0/customers").asInt());
    assertTrue(fit.at("/pooling/groups/1/parameters/alpha").asDouble() > 0);
  }

  @Test
  void fit_spendCovariates_findsWhoSpendsMore() throws Exception {
    JsonNode fit = Cli.json(withFacts("--spend-covariates", "web"));
    JsonNode dependence = fit.at("/spend/dependence");
    assertTrue(dependence.at("/used").asBoolean());
    JsonNode last = dependence.at("/coefficients").get(dependence.at("/coefficients").size() - 1);
    assertEquals("web", last.at("/name").asText());
    assertEquals(Math.log(2), last.at("/estimate").asDouble(), .1);
    assertTrue(fit.at("/spend/correlation/pearsonP").isNumber());
  }

  @Test
  void fit_spendModel_canBeForcedEitherWay() throws Exception {
    JsonNode frequency = Cli.json(fit("--spend-model", "frequency"));
    assertTrue(frequency.at("/spend/dependence/used").asBoolean());
    assertEquals("frequency", frequency.at("/spend/dependence/coefficients/0/name").asText());
    JsonNode independent = Cli.json(fit("--spend-model", "independent"));
    assertFalse(independent.at("/spend").has("dependence"));
    assertEquals(
        independent.at("/spend/logLikelihood").asDouble(),
        frequency.at("/spend/logLikelihood").asDouble());
  }

  @Test
  void fit_text_showsCoefficientsAndGroups() {
    String covariates = Cli.run(withFacts("--covariate-columns", "paid")).out();
    assertTrue(covariates.contains("whose covariates are 0"), covariates);
    assertTrue(covariates.contains("against no covariates"), covariates);
    String pooled = Cli.run(withFacts("--pool-by", "channel")).out();
    assertTrue(pooled.contains("middle of 2 groups by channel"), pooled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "id,paid;C000,yes | line 2 of bad.csv: 'yes' in column 'paid' is no number",
        "id,paid;C000, | line 2 of bad.csv: '' in column 'paid' is no number",
        "id,paid;C000,NaN | line 2 of bad.csv: 'NaN' in column 'paid' is no number",
        "id,paid;C000,1d | line 2 of bad.csv: '1d' in column 'paid' is no number",
        "id,paid;C000,1;C000,1 | line 3 of bad.csv: customer 'C000' is there twice",
        "id,paid;C000,1;C001,1,2 | line 3 of bad.csv has 3 fields where the header names 2",
        "id,paid;,1 | line 2 of bad.csv names no customer",
        "id,other;C000,1 | bad.csv has no column 'paid'; its columns are 'id', 'other'",
        "id,paid,paid;C000,1,2 | bad.csv has two columns named 'paid': rename one",
        "id,paid;C000,1;C001,0 | 598 customers of the log are not in bad.csv, the first is",
        "id,paid | bad.csv has a header and no lines",
      })
  void fit_badFile_isNamed(String content, String message) throws Exception {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, content.strip().replace(';', '\n') + "\n");
    Cli.Result result =
        Cli.run(fit("--covariates-file", bad.toString(), "--covariate-columns", "paid"));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().contains(message), result.error());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--covariate-columns paid | which file are the columns in?",
        "--covariates-file FACTS | without --covariate-columns",
        "--covariates-file none.csv --pool-by channel | no covariates file none.csv",
        "--covariates-file FACTS --covariate-columns paid --pool-by channel | together",
        "--covariates-file FACTS --covariate-columns paid --equal-covariates web | 'web' is none",
        "--covariates-file FACTS --covariate-columns paid,paid | 'paid' is named twice",
        "--covariates-file FACTS --pool-by id | has 600 groups; there must be 1 to 60",
      })
  void fit_badOptions_areExplained(String options, String message) {
    String[] words = options.strip().replace("FACTS", facts.toString()).split(" ");
    Cli.Result result = Cli.run(fit(words));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().contains(message), result.error());
  }
}
