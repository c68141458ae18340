package perennial.admin;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import perennial.registry.testing.InstalledChromium;

/** The Chromium that is installed here, driven by Playwright. */
final class Chromium implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  final Browser browser;

  Chromium() {
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

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
