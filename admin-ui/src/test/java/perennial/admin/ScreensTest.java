package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.testing.InstalledChromium;

/**
 * Every page as a picture, in light, in dark and at a phone's width: kept in {@code
 * target/screenshots}, checked by axe, never wider than the window.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScreensTest {
  private static final Map<String, String> SIGNED_OUT = Map.of("login", "/login?next=/audit");
  private static final Map<String, String> SIGNED_IN = new LinkedHashMap<>();

  static {
    SIGNED_IN.put("overview", "/");
    SIGNED_IN.put("models", "/models?sort=model");
    SIGNED_IN.put("model", "/models/retail");
    SIGNED_IN.put("model-undeployed", "/models/wholesale");
    SIGNED_IN.put("version", "/models/retail/versions/3");
    SIGNED_IN.put("version-old", "/models/retail/versions/1");
    SIGNED_IN.put("version-effects", "/models/first-purchase/versions/2");
    SIGNED_IN.put("compare", "/models/retail/compare?a=3&b=4");
    SIGNED_IN.put("promote", "/models/retail/promote?version=5");
    SIGNED_IN.put("promote-first", "/models/wholesale/promote?version=1");
    SIGNED_IN.put("rollback", "/models/retail/rollback");
    SIGNED_IN.put("audit", "/audit");
    SIGNED_IN.put("drift", "/models/retail/drift");
    SIGNED_IN.put("drift-days", "/models/retail/drift?period=day");
    SIGNED_IN.put("drift-quiet", "/models/first-purchase/drift");
    SIGNED_IN.put("drift-never", "/models/wholesale/drift");
    SIGNED_IN.put("drift-gap", "/models/retail/drift?start=2026-08-12");
    SIGNED_IN.put("drift-models", "/drift");
    SIGNED_IN.put(
        "drift-feature",
        "/models/retail/drift/feature?feature=purchase_amount&dimension=channel&value=email");
    SIGNED_IN.put("drift-stock", "/models/retail/drift/feature?feature=age");
    SIGNED_IN.put("accuracy", "/models/retail/accuracy");
    SIGNED_IN.put("accuracy-none", "/models/wholesale/accuracy");
    SIGNED_IN.put("accuracy-models", "/accuracy");
    SIGNED_IN.put("alerts", "/alerts?show=all");
    SIGNED_IN.put("alert", "/alerts/2");
    SIGNED_IN.put("alert-over", "/alerts/1");
    SIGNED_IN.put("training", "/training");
    SIGNED_IN.put("run", "/training/3");
    SIGNED_IN.put("run-done", "/training/2");
    SIGNED_IN.put("policy", "/models/retail/policy");
    SIGNED_IN.put("promote-challenger", "/models/retail/promote?version=4");
    SIGNED_IN.put("password", "/password");
    SIGNED_IN.put("users", "/settings/users?sort=name");
    SIGNED_IN.put("user", "/settings/users/otto");
    SIGNED_IN.put("keys", "/settings/keys");
    SIGNED_IN.put("webhooks", "/settings/webhooks");
    SIGNED_IN.put("webhook", "/settings/webhooks/1");
    SIGNED_IN.put("sessions", "/settings/sessions");
    SIGNED_IN.put("customers", "/customers");
    SIGNED_IN.put("customer", "/customers?id=ana");
    SIGNED_IN.put("customer-events", "/customers/events?id=ana&sort=-amount");
    SIGNED_IN.put("customer-predictions", "/customers/predictions?id=ana");
    SIGNED_IN.put("playground", "/playground");
    SIGNED_IN.put("playground-by-id", "/playground?by=id&customer_id=ana&version=5");
    SIGNED_IN.put("playground-wrong", "/playground?recency=400");
    SIGNED_IN.put("unknown", "/models/retail/versions/99");
  }

  private World world;
  private World empty;
  private Chromium chromium;

  @BeforeAll
  void start() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    world = World.watchedAndPeopled().signedIn();
    empty = World.empty().signedIn();
    chromium = new Chromium();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
      world.close();
      empty.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"light, 1280, 860, LIGHT", "dark, 1280, 860, DARK", "phone, 390, 844, LIGHT"})
  void everyPage_inThisLook_isAccessibleAndFits(
      String look, int width, int height, ColorScheme scheme) {
    NewContextOptions options =
        new NewContextOptions()
            .setViewportSize(width, height)
            .setColorScheme(scheme)
            .setDeviceScaleFactor(look.equals("phone") ? 2 : 1);
    List<String> problems = new ArrayList<>();
    try (BrowserContext context = chromium.browser.newContext(options)) {
      Page page = context.newPage();
      SIGNED_OUT.forEach((name, path) -> shoot(page, world, name, path, look, problems));
      signIn(page, world);
      SIGNED_IN.forEach((name, path) -> shoot(page, world, name, path, look, problems));
    }
    try (BrowserContext context = chromium.browser.newContext(options)) {
      Page page = context.newPage();
      signIn(page, empty);
      shoot(page, empty, "overview-empty", "/", look, problems);
      shoot(page, empty, "drift-empty", "/drift", look, problems);
      shoot(page, empty, "alerts-empty", "/alerts", look, problems);
      shoot(page, empty, "training-empty", "/training", look, problems);
    }
    assertEquals(List.of(), problems);
  }

  /** Every page for somebody who is signed in. */
  static Collection<String> signedInPaths() {
    return SIGNED_IN.values();
  }

  static void signIn(Page page, World world) {
    page.navigate(url(world, "/login"));
    page.getByLabel("User").fill("maria");
    page.getByLabel("Password").fill(World.PASSWORD);
    page.locator("button[type=submit]").click();
    assertTrue(page.title().startsWith("Overview"), page.title());
  }

  private static String url(World world, String path) {
    return "http://127.0.0.1:" + world.ui.port() + path;
  }

  private static void shoot(
      Page page, World world, String name, String path, String look, List<String> problems) {
    page.navigate(url(world, path));
    page.evaluate("document.fonts.ready");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", "%s-%s.png".formatted(name, look))));
    String where = name + " in " + look + ": ";
    for (Rule rule : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
      if (List.of("serious", "critical").contains(rule.getImpact())) {
        problems.add(where + rule.getId() + " at " + rule.getNodes().getFirst().getHtml());
      }
    }
    Object wider =
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (Boolean.TRUE.equals(wider)) {
      problems.add(where + "wider than the window");
    }
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)");
    Object cut =
        page.evaluate(
            "[...document.querySelectorAll('.wide')].filter(w => w.scrollWidth > w.clientWidth + 1)"
                + ".map(w => w.getAttribute('aria-label') + ' ' + w.scrollWidth + ' > '"
                + " + w.clientWidth).join('; ')");
    if (!"".equals(cut)) {
      problems.add(where + "tables that scroll sideways: " + cut);
    }
  }
}
