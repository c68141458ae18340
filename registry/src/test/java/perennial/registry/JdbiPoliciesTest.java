package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRuns;
import perennial.registry.testing.TestDatabase;

/** A policy is looked at when it is set, not when its first run starts. */
class JdbiPoliciesTest {
  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final TrainingRuns runs = db.trainingRuns();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void policy_setByAPerson_isKeptAndAudited() {
    assertEquals(Policy.DEFAULT, runs.policy("retail"));
    Policy policy =
        new Policy(0, false, 1, 3, Policy.Then.PROMOTE, 0.25, "{\"family\":\"bg-nbd\"}");
    runs.setPolicy("retail", Policy.DEFAULT, "ann", "start");
    runs.setPolicy("retail", policy, "ann", "calm down");
    assertEquals(policy, runs.policy("retail"));
    assertEquals(Policy.DEFAULT, runs.policy("grocery"));
    String action = "set retraining policy";
    AuditEntry entry = db.audit().entries(new AuditFilter("ann", action, ""), 0, 9).getFirst();
    assertEquals("calm down", entry.reason());
    assertTrue(entry.detail().startsWith("no schedule, not on alerts, then PROMOTE"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Policy(0, false, 1, 3, Policy.Then.PROMOTE, Double.NaN, "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "7~ settings must be a JSON object",
        "{\"gate-bias\": \"wide\", \"family\": \"nbd\", \"gate-latency-ms\": 0}"
            + "~ settings: gate-bias 'wide' is no number; gate-latency-ms 0.0 must be in [1.0, 60000.0]",
        "{\"gate-min-customers\": 1.5}~ settings: gate-min-customers 1.5 must be a whole number",
        "{\"replay-days\": true}~ settings: replay-days 'true' is no number",
        "{\"gate-calibration\": NaN}~ settings: ",
        "{\"gate-bias\": \"0x1p-3\"}~ settings: gate-bias '0x1p-3' is no number",
        "{\"gate-bias\": \"0.1d\"}~ settings: gate-bias '0.1d' is no number",
        "{\"gate-bias\": \"1e999999999\"}~ settings: gate-bias Infinity must be in [0.0, 10.0]",
        "{\"famly\": \"nbd\"}~ settings: famly \"nbd\" is neither a setting of a run nor a limit of"
            + " the gates (gate-min-customers, ",
        "{\"family\": [1]}~ settings: family [1] must be a text, a number, true or false",
        "{\"gate-bias\": null}~ settings: gate-bias null must be a text, a number, true or false"
      })
  void setPolicy_settingsThatCannotBe_areAllNamedAndNothingIsKept(String settings, String said) {
    Policy bad = new Policy(0, false, 1, 3, Policy.Then.PROMOTE, 0.25, settings);
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> runs.setPolicy("retail", bad, "ann", "why"))
                .getMessage());
    assertTrue(message.startsWith(said), message);
    assertEquals(Policy.DEFAULT, runs.policy("retail"));
  }

  @Test
  void setPolicy_limitsOfTheGates_areKept() {
    Policy strict =
        new Policy(
            7,
            true,
            2,
            24,
            Policy.Then.SHADOW,
            0.1,
            "{\"gate-bias\": 0.05, \"replay-days\": \"7\"}");
    runs.setPolicy("retail", strict, "ann", "why");
    assertEquals(strict, runs.policy("retail"));
  }
}
