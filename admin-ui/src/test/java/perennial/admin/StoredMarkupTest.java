package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.admin.testing.Hostile;
import perennial.registry.testing.InstalledChromium;

/**
 * Markup in names of features and segments, in ids of customers, reasons, log lines and whatever
 * else somebody can write: in a real browser it is text on every page that shows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoredMarkupTest {
  private static final String ATTACK =
      "<img src=x onerror=\"document.title='owned'\"><svg onload=alert(1)>'\" onfocus=alert(2) &";
  private static final String ID = URLEncoder.encode(ATTACK, StandardCharsets.UTF_8);
  private static final String WEEK = "period=week&start=" + Hostile.WINDOW.start();

  /** Pages that must show the text, each with what it is there. */
  private static final List<String> SHOWN =
      List.of(
          "/",
          "/models/retail",
          "/models/retail/versions/6",
          "/models/retail/promote?version=4",
          "/models/retail/promote?version=5",
          "/models/retail/drift?" + WEEK,
          "/models/retail/drift?q=" + ID + "&" + WEEK,
          "/models/retail/drift/feature?feature=%s&dimension=%s&value=%s&%s"
              .formatted(ID, ID, ID, WEEK),
          "/models/retail/accuracy?version=3&weeks=4",
          "/alerts",
          "/alerts?q=" + ID,
          "/alerts/4",
          "/training",
          "/training/4",
          "/customers?id=" + ID,
          "/customers/events?id=" + ID + "&q=" + ID,
          "/customers/predictions?id=" + ID,
          "/playground?by=id&customer_id=" + ID + "&group=" + ID,
          "/settings/keys",
          "/settings/users?q=" + ID,
          "/models?q=" + ID,
          "/audit",
          "/audit?q=" + ID + "&actor=" + ID + "&action=" + ID);

  private World world;
  private Chromium chromium;
  private BrowserContext context;
  private Page page;
  private final AtomicReference<String> dialog = new AtomicReference<>();

  @BeforeAll
  void start() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    world = World.watchedAndPeopled().signedIn();
    Hostile.fill(world.parts, ATTACK);
    chromium = new Chromium();
    context = chromium.browser.newContext();
    page = context.newPage();
    page.onDialog(d -> {
      dialog.set(d.message());
      d.dismiss();
    });
    ScreensTest.signIn(page, world);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      context.close();
      chromium.close();
      world.close();
    }
  }

  static Stream<String> shown() {
    return SHOWN.stream();
  }

  @ParameterizedTest
  @MethodSource("shown")
  void markup_onAPageThatShowsIt_isText(String path) {
    visit(path);
    String text = String.valueOf(page.evaluate("document.documentElement.textContent"));
    String values =
        String.valueOf(
            page.evaluate(
                "[...document.querySelectorAll('input, textarea')].map(i => i.value).join()"));
    assertTrue((text + values).contains("<img src=x onerror="), "it is shown on " + path);
  }

  @Test
  void markup_onEveryOtherPage_isNoElementEither() {
    List<String> visited = new ArrayList<>();
    visit("/models/retail/compare?a=3&b=6");
    for (String path : ScreensTest.signedInPaths()) {
      visit(path);
      visited.add(path);
    }
    assertTrue(visited.size() > 40, visited.toString());
  }

  private void visit(String path) {
    var response = page.navigate("http://127.0.0.1:" + world.ui.port() + path);
    assertTrue(response.status() < 500, path + " answers " + response.status());
    assertEquals(0, page.locator("img, [onerror], [onload], [onfocus]").count(), path);
    assertTrue(page.title().endsWith("· Perennial"), page.title());
    assertNull(dialog.get(), path);
  }
}
