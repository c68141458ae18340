package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.Deployment;
import perennial.registry.NewDeployment;

/** Promote and roll back over HTTP, and everything that stops them. */
final class DeployTest {
  private static final String REVIEW = "/models/retail/promote?version=5";

  private World world;
  private Browser browser;

  @BeforeEach
  void start() {
    world = World.filled().signedIn();
    browser = world.browser;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static Map<String, String> form(long sequence, String why) {
    Map<String, String> form = new HashMap<>();
    form.put("version", "5");
    form.put("sequence", Long.toString(sequence));
    form.put("reason", why);
    return form;
  }

  private HttpResponse<String> deploy(Map<String, String> form) {
    return browser.submit(REVIEW, "/models/retail/deployments", form);
  }

  private Deployment live() {
    return world.parts.registry().live("retail").orElseThrow();
  }

  @Test
  void promote_withReason_deploysAndSaysSo() {
    HttpResponse<String> response = deploy(form(6, "Lower error everywhere"));
    assertEquals(303, response.statusCode());
    assertEquals("/models/retail?deployed=7", Browser.location(response));
    assertEquals(5, live().championVersion());
    assertEquals("maria", live().actor());
    assertEquals("Lower error everywhere", live().reason());
    assertTrue(live().challengerVersion().isEmpty());
    String page = browser.get("/models/retail?deployed=7").body();
    assertTrue(page.contains("Deployment 7 is live with v5 as champion"), page);
  }

  @Test
  void promote_overAChallenger_endsItUnlessKept() {
    assertEquals(4, live().challengerVersion().orElseThrow());
    assertEquals(303, deploy(form(6, "Lower error")).statusCode());
    assertTrue(live().challengerVersion().isEmpty());
    assertEquals(0, live().challengerShare());
  }

  @Test
  void promote_keepingTheChallenger_keepsItsShare() {
    Map<String, String> form = form(6, "Lower error");
    form.put("keep-challenger", "yes");
    assertEquals(303, deploy(form).statusCode());
    assertEquals(5, live().championVersion());
    assertEquals(4, live().challengerVersion().orElseThrow());
    assertEquals(0.1, live().challengerShare());
  }

  @Test
  void promote_form_offersEveryPart() {
    String page = browser.get(REVIEW).body();
    assertTrue(page.contains("v5 becomes champion. v3 stays one click away."), page);
    for (String part : new String[] {"champion", "challenger", "shadow"}) {
      assertTrue(page.contains("name=\"part\" value=\"" + part + "\""), part);
    }
    assertFalse(page.contains("value=\"none\""), "v5 has no part to lose");
    assertTrue(page.contains("As champion, keep challenger v4 at 10 %"), page);
    assertTrue(page.contains("(champion v3, challenger v4 at 10 %)"), page);
  }

  @Test
  void challenger_withShare_getsOnlyThatShare() {
    Map<String, String> form = form(6, "Try it");
    form.put("part", "challenger");
    form.put("percent", "12.5");
    assertEquals(303, deploy(form).statusCode());
    assertEquals(3, live().championVersion());
    assertEquals(5, live().challengerVersion().orElseThrow());
    assertEquals(0.125, live().challengerShare());
    String page = browser.get("/models/retail").body();
    assertTrue(page.contains("challenger v5 at"), page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "101", "many", "-5"})
  void challenger_shareOutOfRange_isExplainedAndKept(String percent) {
    Map<String, String> form = form(6, "Try it");
    form.put("part", "challenger");
    form.put("percent", percent);
    HttpResponse<String> response = deploy(form);
    assertEquals(422, response.statusCode());
    assertTrue(response.body().contains("Say which share"), response.body());
    assertTrue(response.body().contains("value=\"challenger\" checked"), response.body());
    assertEquals(6, live().sequence());
  }

  @Test
  void shadow_besideTheChallenger_changesOnlyTheShadow() {
    Map<String, String> form = form(6, "Look");
    form.put("part", "shadow");
    assertEquals(303, deploy(form).statusCode());
    assertEquals(3, live().championVersion());
    assertEquals(4, live().challengerVersion().orElseThrow());
    assertEquals(5, live().shadowVersion().orElseThrow());
  }

  @Test
  void challenger_onItsOwnPage_canBeRaisedAndEnded() {
    String review = "/models/retail/promote?version=4";
    String page = browser.get(review).body();
    assertTrue(page.contains("v4 is challenger at 10 %; that ends."), page);
    Map<String, String> form = form(6, "A good week");
    form.put("version", "4");
    form.put("part", "challenger");
    form.put("percent", "20");
    assertEquals(303, browser.submit(review, "/models/retail/deployments", form).statusCode());
    assertEquals(0.2, live().challengerShare());
    form.put("part", "none");
    form.put("sequence", "7");
    assertEquals(303, browser.submit(review, "/models/retail/deployments", form).statusCode());
    assertTrue(live().challengerVersion().isEmpty());
    assertEquals(3, live().championVersion());
  }

  @Test
  void part_unknown_isRefused() {
    Map<String, String> form = form(6, "x");
    form.put("part", "king");
    assertEquals(400, deploy(form).statusCode());
  }

  @Test
  void brake_acted_isShownWithItsReason() {
    String why = "challenger v4: 10 of 100 answers failed (10.0 %)";
    var unused =
        world
            .parts
            .registry()
            .deploy(
                new NewDeployment(
                    "retail", 3, OptionalLong.of(4), 0, OptionalLong.empty(), 6, "brake", why));
    String overview = browser.get("/").body();
    assertTrue(overview.contains("braked"), overview);
    assertTrue(overview.contains(why), overview);
    assertTrue(browser.get("/models/retail").body().contains(why));
  }

  @Test
  void promote_theChampion_offersNoButton() {
    String page = browser.get("/models/retail/promote?version=3").body();
    assertTrue(page.contains("It is the champion already."), page);
    assertFalse(page.contains("name=\"reason\""), page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void promote_withoutReason_isExplained(String reason) {
    HttpResponse<String> response = deploy(form(6, reason));
    assertEquals(422, response.statusCode());
    assertTrue(response.body().contains("Say why"), response.body());
    assertEquals(6, live().sequence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/models/retail", "/models/retail/versions/4"})
  void challenger_isShownWithItsShare(String path) {
    String page = browser.get(path).body();
    assertTrue(page.contains("challenger 10 %"), page);
  }

  @Test
  void promote_reasonOf1001Characters_isRefused() {
    assertEquals(422, deploy(form(6, "x".repeat(1001))).statusCode());
    assertEquals(303, deploy(form(6, "x".repeat(1000))).statusCode());
  }

  @Test
  void promote_staleSequence_namesTheWinnerAndChangesNothing() {
    world
        .parts
        .registry()
        .deploy(NewDeployment.champion("retail", 4, 6, "otto", "Mine was <b>first</b>"));
    HttpResponse<String> lost = deploy(form(6, "Lower error"));
    assertEquals(409, lost.statusCode());
    assertTrue(lost.body().contains("Someone else deployed first. Nothing was changed."));
    assertTrue(lost.body().contains("otto"));
    assertTrue(lost.body().contains("Mine was &lt;b&gt;first&lt;/b&gt;"));
    assertTrue(lost.body().contains("Lower error"), "the reason is kept");
    assertEquals(4, live().championVersion());
    assertTrue(lost.body().contains("name=\"sequence\" value=\"7\""), lost.body());
    assertTrue(lost.body().contains("v5 beats v4"), "compared with the new champion");
    assertEquals(303, deploy(form(7, "Lower error")).statusCode());
  }

  @Test
  void rollBack_toFormerChampion_deploysIt() {
    Map<String, String> form = Map.of("version", "2", "sequence", "6", "reason", "Scores jump");
    HttpResponse<String> response =
        browser.submit("/models/retail/rollback", "/models/retail/rollback", form);
    assertEquals(303, response.statusCode());
    assertEquals(2, live().championVersion());
    assertEquals("Scores jump", live().reason());
  }

  @Test
  void rollBack_overAChallenger_saysThatItEnds() {
    String page = browser.get("/models/retail/rollback").body();
    assertTrue(page.contains("It ends challenger v4 at 10 %."), page);
  }

  @Test
  void rollBack_staleSequence_namesTheWinner() {
    Map<String, String> form = Map.of("version", "2", "sequence", "5", "reason", "Scores jump");
    HttpResponse<String> lost =
        browser.submit("/models/retail/rollback", "/models/retail/rollback", form);
    assertEquals(409, lost.statusCode());
    assertTrue(lost.body().contains("Someone else deployed first"));
    assertTrue(lost.body().contains("Scores jump"));
    assertEquals(6, live().sequence());
  }

  @Test
  void rollBack_withoutReason_isRefused() {
    Map<String, String> form = Map.of("version", "2", "sequence", "6", "reason", " ");
    assertEquals(
        422,
        browser.submit("/models/retail/rollback", "/models/retail/rollback", form).statusCode());
  }

  /** The way back has no gates: whatever else is sent through it would have passed none. */
  @ParameterizedTest
  @ValueSource(strings = {"5 champion", "99 champion", "2 challenger", "2 shadow"})
  void rollBack_toWhatIsNoWayBack_isRefused(String sent) {
    String[] version = sent.split(" ");
    Map<String, String> form =
        Map.of(
            "version",
            version[0],
            "part",
            version[1],
            "percent",
            "100",
            "sequence",
            "6",
            "reason",
            "quietly");
    HttpResponse<String> refused =
        browser.submit("/models/retail/rollback", "/models/retail/rollback", form);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("was not champion before; promote it instead."));
    assertEquals(6, live().sequence());
  }

  @Test
  void promote_unknownVersion_isNotFound() {
    Map<String, String> form = form(6, "x");
    form.put("version", "99");
    assertEquals(404, deploy(form).statusCode());
    assertEquals(404, browser.get("/models/retail/promote?version=99").statusCode());
    form.put("version", "many");
    assertEquals(400, deploy(form).statusCode());
  }

  @Test
  void promote_damagedArtifact_offersNoButton() {
    world.parts.registry().damage(5);
    String page = browser.get(REVIEW).body();
    assertTrue(page.contains("retail v5 cannot serve: its artifact is damaged"));
    assertFalse(page.contains("name=\"reason\""));
  }

  @Test
  void reason_withMarkup_isTextOnEveryPage() {
    String attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    assertEquals(303, deploy(form(6, attack)).statusCode());
    for (String path :
        new String[] {
          "/",
          "/models/retail",
          "/models/retail/versions/5",
          "/models/retail/rollback",
          "/audit",
          "/audit?q=%3Cscript%3E",
          "/models/retail/promote?version=4"
        }) {
      HttpResponse<String> page = browser.get(path);
      assertEquals(200, page.statusCode());
      assertFalse(page.body().contains("<script"), path);
      assertFalse(page.body().contains("<img"), path);
    }
    assertTrue(browser.get("/audit").body().contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
  }
}
