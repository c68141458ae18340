package perennial.deploy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import perennial.registry.testing.InstalledChromium;

/** A browser before the admin UI, driven by Playwright. */
final class AdminBrowser implements AutoCloseable {
  private static final String PASSWORD = "correct horse battery";

  private static final double PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  AdminBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(InstalledChromium.DRIVER_ENVIRONMENT));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(InstalledChromium.executable().orElseThrow())
                    .setArgs(InstalledChromium.ARGUMENTS));
  }

  /** A page whose user has signed in for the first time, and set a password. */
  Page signedIn(Announcement announcement) {
    Page page = browser.newPage();
    page.navigate("http://127.0.0.1:" + announcement.adminPort() + "/login");
    page.getByLabel("User").fill(AdminPasswordCommand.USER);
    page.getByLabel("Password").fill(announcement.adminPassword().orElseThrow());
    press(page, "Sign in");
    page.getByLabel("New password").fill(PASSWORD);
    page.getByLabel("The same again").fill(PASSWORD);
    press(page, "Set password");
    return page;
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true)).click();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
