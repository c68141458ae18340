package perennial.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.InstalledChromium;

/** Promoting by the keyboard alone, in a real browser, and what a screen reader is given. */
final class PromoteKeyboardTest {
  private static final String REVIEW = "/models/retail/promote?version=5";

  private World world;
  private Chromium chromium;
  private BrowserContext context;
  private Page page;

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    world = World.watched().signedIn();
    chromium = new Chromium();
    context = chromium.browser.newContext();
    page = context.newPage();
    ScreensTest.signIn(page, world);
    page.navigate("http://127.0.0.1:" + world.ui.port() + REVIEW);
  }

  @AfterEach
  void stop() {
    if (chromium != null) {
      context.close();
      chromium.close();
      world.close();
    }
  }

  private void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  private Locator champion() {
    return page.locator("input[value=champion]");
  }

  private Locator focused() {
    return page.locator(":focus");
  }

  /** Steps of the tab key from the champion's choice on, named by the fields that they reach. */
  private List<String> stops(int steps) {
    List<String> names = new ArrayList<>();
    champion().focus();
    for (int i = 0; i < steps; i++) {
      press("Tab");
      names.add((String) focused().evaluate("e => e.name || e.textContent.trim()"));
    }
    return names;
  }

  @Test
  void tab_goesThroughTheFormInItsOrder() {
    assertEquals(List.of("keep-challenger", "override", "reason", "Deploy v5", "Cancel"), stops(5));
  }

  @Test
  void share_isThereOnlyForAChallenger_andFollowsItsChoice() {
    assertThat(page.locator("#percent")).isHidden();
    champion().focus();
    press("ArrowDown");
    assertThat(page.locator("#percent")).isVisible();
    assertThat(page.locator("input[name=keep-challenger]")).isHidden();
    press("Tab");
    assertThat(focused()).hasAttribute("name", "percent");
    press("Shift+Tab", "ArrowDown");
    assertThat(page.locator("input[value=shadow]")).isChecked();
    assertThat(page.locator("#percent")).isHidden();
    assertThat(page.locator("#override")).isHidden();
  }

  @Test
  void everyChoice_isReadOutWithWhatItDoes() {
    assertThat(champion())
        .hasAccessibleDescription("v5 becomes champion. v3 stays one click away.");
    assertThat(page.locator("textarea[name=reason]")).hasAccessibleName("Reason");
    assertThat(page.locator("textarea[name=reason]"))
        .hasAccessibleDescription("Kept in the audit and shown on the time line.");
  }

  @Test
  void refused_beginsAtTheErrors_whichLeadToTheirFields() {
    champion().focus();
    press("ArrowDown", "Tab");
    page.keyboard().type("0");
    page.locator("textarea[name=reason]").focus();
    page.keyboard().type(" ");
    press("Tab", "Enter");
    assertThat(page).hasTitle("Not done: Promote retail v5 · Perennial");
    assertThat(focused()).hasId("error");
    assertThat(page.locator("#error a"))
        .containsText(
            new String[] {"Say which share of the customers", "Not every gate passed", "Say why"});
    press("Tab", "Enter");
    assertThat(page.locator("#percent")).isFocused();
    assertThat(page.locator("#percent")).hasAttribute("aria-invalid", "true");
    assertTrue(
        String.valueOf(page.locator("#percent").getAttribute("aria-describedby"))
            .startsWith("percent-wrong"));
    page.locator("#error a").last().focus();
    press("Enter");
    assertThat(page.locator("#reason")).isFocused();
    assertThat(page.locator("#reason"))
        .hasAccessibleDescription(
            "Say why: the reason is kept in the audit. Kept in the audit and shown on the time"
                + " line.");
    assertEquals(6, world.parts.registry().live("retail").orElseThrow().sequence());
  }

  @Test
  void promoted_byKeysAlone_endsAtTheSentenceThatSaysSo() {
    champion().focus();
    press("Tab", "Tab", "Space", "Tab");
    page.keyboard().type("Lower error on the same customers");
    press("Tab", "Enter");
    assertThat(focused()).hasAttribute("role", "status");
    assertThat(focused()).containsText("Deployment 7 is live with v5 as champion");
    assertEquals(5, world.parts.registry().live("retail").orElseThrow().championVersion());
  }
}
