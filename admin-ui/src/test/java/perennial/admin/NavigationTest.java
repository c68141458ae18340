package perennial.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.testing.InstalledChromium;

/** The navigation beside every page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NavigationTest {
  private static final List<String> PLACES =
      List.of(
          "/",
          "/models",
          "/models/retail",
          "/playground",
          "/drift",
          "/accuracy",
          "/alerts",
          "/training",
          "/customers",
          "/audit",
          "/settings");
  private static final Pattern CURRENT = Pattern.compile("aria-current=\"(page|true)\"");

  private World world;

  @BeforeAll
  void start() {
    world = World.filled().signedIn();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void navigation_leadsEverywhere() {
    String page = world.browser.get("/").body();
    for (String place : PLACES) {
      assertTrue(page.contains("href=\"" + place + "\""), place);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, /, page",
    "/audit, /audit, page",
    "/models/retail, /models/retail, page",
    "/models/retail/versions/3, /models/retail, true"
  })
  void navigation_marksWhereWeAre(String path, String entry, String mark) {
    String page = world.browser.get(path).body();
    String nav = page.substring(page.indexOf("class=\"menu\""), page.indexOf("class=\"menu-phone"));
    assertEquals(1, CURRENT.matcher(nav).results().count(), nav);
    assertTrue(nav.contains("href=\"" + entry + "\" aria-current=\"" + mark + "\""), nav);
  }

  @Test
  void menu_onAPhone_opensByKeyboardWithoutScript() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    try (Chromium chromium = new Chromium();
        BrowserContext phone =
            chromium.browser.newContext(
                new NewContextOptions().setViewportSize(390, 844).setJavaScriptEnabled(false))) {
      Page page = phone.newPage();
      ScreensTest.signIn(page, world);
      Locator audit = page.locator(".menu-phone a[href='/audit']");
      assertFalse(audit.isVisible());
      assertFalse(page.locator(".menu a[href='/audit']").isVisible());
      page.locator(".menu-phone summary").focus();
      page.keyboard().press("Enter");
      assertThat(audit).isVisible();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/menu-phone.png")));
      audit.focus();
      page.keyboard().press("Enter");
      page.waitForURL("**/audit");
    }
  }
}
