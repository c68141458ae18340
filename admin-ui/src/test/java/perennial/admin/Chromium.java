package perennial.admin;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium that is installed here, driven by Playwright. */
final class Chromium implements AutoCloseable {
  static final String ABSENT = "no Chromium is installed here (looked for chromium on the PATH)";

  private final Playwright playwright;
  final Browser browser;

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

  /** Where it is, if it is. */
  static Optional<Path> executable() {
    Stream<Path> folders =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of),
            Stream.of(Path.of("/usr/bin")));
    return folders
        .flatMap(f -> Stream.of("chromium", "chromium-browser", "google-chrome").map(f::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean isPresent() {
    return executable().isPresent();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
