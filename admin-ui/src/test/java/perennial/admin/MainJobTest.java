package perennial.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.admin.testing.Sample;
import perennial.admin.testing.SettableClock;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Database;
import perennial.registry.testing.InstalledChromium;
import perennial.registry.testing.TestDatabase;

/** The main job in a real browser over a real database: first sign-in to roll back. */
final class MainJobTest {
  private Database database;
  private AdminUi ui;
  private Chromium chromium;

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(InstalledChromium.isPresent(), InstalledChromium.ABSENT);
    SettableClock clock = new SettableClock(Sample.NOW);
    database = TestDatabase.fresh(clock);
    Sample.fill(database.registry(), clock, database.audit(), database.accounts());
    clock.set(Clock.systemUTC().instant());
    ui = AdminUi.start(AdminConfig.defaults().at("127.0.0.1", 0), database, clock);
    chromium = new Chromium();
  }

  @AfterEach
  void stop() {
    if (ui != null) {
      chromium.close();
      ui.close();
      database.close();
    }
  }

  @Test
  void firstSignIn_toPromotion_toRollBack_toAudit() {
    String oneTime = database.accounts().issuePassword("admin", "test");
    try (BrowserContext context = chromium.browser.newContext()) {
      Page page = context.newPage();
      signInFirst(page, oneTime);
      assertThat(page).hasTitle("Overview · Perennial");

      main(page).getByRole(AriaRole.LINK, link("retail")).first().click();
      main(page).getByRole(AriaRole.LINK, link("v5")).first().click();
      assertThat(page.locator("h1")).containsText("retail v5 predicted");
      page.getByRole(AriaRole.LINK, named("Promote v5")).click();
      assertThat(page.locator("h1"))
          .hasText("Promote retail v5? v5 beats v3 on 4 measures, worse on none");
      page.getByLabel("Reason").fill("Lower error on the same customers");
      page.getByRole(AriaRole.BUTTON, named("Deploy v5")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Deployment 7 is live with v5");
      assertEquals(5, database.registry().live("retail").orElseThrow().championVersion());

      page.getByRole(AriaRole.LINK, named("Roll back retail")).click();
      page.getByLabel("Reason").fill("Scores jump in Germany");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target/screenshots/main-job-roll-back.png")));
      page.getByRole(AriaRole.BUTTON, named("Roll back")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Deployment 8 is live with v3");
      assertEquals(3, database.registry().live("retail").orElseThrow().championVersion());

      page.getByRole(AriaRole.LINK, named("Audit")).click();
      assertThat(page.locator("h1")).containsText("the audit’s chain is whole");
      assertThat(page.locator("main")).containsText("Lower error on the same customers");
      assertThat(page.locator("main")).containsText("Scores jump in Germany");
    }
    List<AuditEntry> mine = database.audit().entries(new AuditFilter("admin", "deploy", ""), 0, 10);
    assertEquals(2, mine.size());
  }

  private void signInFirst(Page page, String oneTime) {
    page.navigate("http://127.0.0.1:" + ui.port() + "/");
    page.getByLabel("User").fill("admin");
    page.getByLabel("Password").fill(oneTime);
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    assertThat(page.locator("h1")).hasText("Choose your password");
    page.getByLabel("New password").fill("correct horse battery");
    page.getByLabel("The same again").fill("correct horse battery");
    page.getByRole(AriaRole.BUTTON, named("Set password")).click();
  }

  private static Locator main(Page page) {
    return page.locator("main");
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions link(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
