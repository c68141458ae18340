package perennial.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.retraining.Policy;
import perennial.registry.testing.InstalledChromium;

/** Forms that were refused, in a real browser: every error leads to its field. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FormKeyboardTest {
  private World world;
  private Chromium chromium;

  @BeforeAll
  void start() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    world = World.watchedAndPeopled().signedIn();
    chromium = new Chromium();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      world.close();
    }
  }

  private Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    ScreensTest.signIn(page, world);
    page.navigate("http://127.0.0.1:" + world.ui.port() + path);
    return page;
  }

  /** Sends what is wrong past the browser's own checks, as an older browser does. */
  private static void send(Page page, String form) {
    page.evaluate("f => { document.querySelector(f).noValidate = true; }", form);
    page.locator(form + " button[type=submit]").first().press("Enter");
    page.waitForLoadState();
  }

  private static void leadsToEach(Page page, List<String> fields) {
    assertThat(page.locator(":focus")).hasId("error");
    assertThat(page.locator("#error a")).hasCount(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      page.locator("#error a").nth(i).press("Enter");
      assertThat(page.locator(":focus")).hasId(fields.get(i));
      assertThat(page.locator("[id='%s']".formatted(fields.get(i)))).isVisible();
    }
  }

  @Test
  void playground_refused_leadsToEachField() {
    try (BrowserContext context = chromium.browser.newContext()) {
      Page page =
          open(context, "/playground?age=x&covariates=income&customer_id=ana&version=99&margin=7");
      leadsToEach(page, List.of("age", "covariates", "margin", "version"));
    }
  }

  @Test
  void policy_refused_leadsToEachField_andIsKeptOnceMended() {
    try (BrowserContext context = chromium.browser.newContext()) {
      Page page = open(context, "/models/retail/policy");
      assertThat(page.locator("#gate-bias")).hasAttribute("placeholder", "0.1");
      assertThat(page.locator("#gate-bias"))
          .hasAccessibleName(
              "Largest relative bias of the holdout's purchases, beyond chance default 0.1, that"
                  + " is 10\u00a0%");
      page.locator("#every-days").fill("often");
      page.locator("#gate-bias").fill("11");
      page.locator("#gate-latency-ms").fill("2.5");
      send(page, "form.policy");
      assertThat(page).hasTitle("Not done: Retraining policy of retail · Perennial");
      leadsToEach(page, List.of("every-days", "gate-bias", "gate-latency-ms", "reason"));
      assertThat(page.locator("#gate-bias")).hasValue("11");
      assertThat(page.locator("#gate-bias")).hasAttribute("aria-invalid", "true");
      assertThat(page.locator("#gate-bias"))
          .hasAccessibleDescription(
              "Largest relative bias of the holdout's purchases, beyond chance: '11' is not a"
                  + " number from 0 to 10.");
      page.locator("#every-days").fill("14");
      page.locator("#gate-bias").fill("0.2");
      page.locator("#gate-latency-ms").fill("");
      page.locator("#reason").fill("Sales are noisy in December");
      send(page, "form.policy");
      assertThat(page.locator(":focus")).hasAttribute("role", "status");
      Policy policy = world.parts.runs().policy("retail");
      assertEquals(14, policy.everyDays());
      assertEquals("{\"gate-bias\":0.2}", policy.settings());
    }
  }

  @Test
  void start_refused_leadsToEachField() {
    try (BrowserContext context = chromium.browser.newContext()) {
      Page page = open(context, "/training");
      page.locator("#holdout-days").fill("many");
      send(page, "#start");
      leadsToEach(page, List.of("model", "holdout-days", "reason"));
      assertThat(page.locator("#holdout-days")).hasValue("many");
    }
  }

  @Test
  void settings_refused_leadToEachField() {
    try (BrowserContext context = chromium.browser.newContext()) {
      Page page = open(context, "/settings/keys");
      page.locator("#name").fill("two words");
      send(page, "form[action='/settings/keys']");
      leadsToEach(page, List.of("name", "scope-predict"));
      page.locator("details:has(#why-shop) summary").click();
      send(page, "details:has(#why-shop) form");
      leadsToEach(page, List.of("why-shop"));
      page.navigate("http://127.0.0.1:" + world.ui.port() + "/settings/users/otto");
      send(page, "form[action$='/delete']");
      leadsToEach(page, List.of("why-delete"));
    }
  }

  /** Errors have another colour than the rest; it must be read in both schemes and fit a phone. */
  @ParameterizedTest
  @CsvSource({"1280, 860, LIGHT", "1280, 860, DARK", "390, 844, DARK"})
  void refusedForms_areAccessibleAndFit(int width, int height, ColorScheme scheme) {
    NewContextOptions look =
        new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
    try (BrowserContext context = chromium.browser.newContext(look)) {
      Page page = open(context, "/models/retail/policy");
      page.locator("#gate-bias").fill("11");
      send(page, "form.policy");
      fine(page);
      page.navigate("http://127.0.0.1:" + world.ui.port() + "/training");
      send(page, "#start");
      fine(page);
    }
  }

  private static void fine(Page page) {
    List<String> serious =
        new AxeBuilder(page)
            .setLegacyMode(true).analyze().getViolations().stream()
                .filter(r -> List.of("serious", "critical").contains(r.getImpact()))
                .map(Rule::getId)
                .toList();
    assertEquals(List.of(), serious);
    assertEquals(
        false,
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }
}
