package perennial.deploy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium that is installed here, driven by Playwright. */
final class Chromium implements AutoCloseable {
  static final String ABSENT = "no Chromium is installed here (looked for chromium on the PATH)";

  private static final String PASSWORD = "correct horse battery";

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable().orElseThrow())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
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

  static boolean isPresent() {
    return executable().isPresent();
  }

  private static Optional<Path> executable() {
    Stream<Path> folders =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of),
            Stream.of(Path.of("/usr/bin")));
    return folders
        .flatMap(f -> Stream.of("chromium", "chromium-browser", "google-chrome").map(f::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
