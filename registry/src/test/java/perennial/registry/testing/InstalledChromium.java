package perennial.registry.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium that is installed here, and how tests start it. */
public final class InstalledChromium {
  public static final String ABSENT =
      "no Chromium is installed here (looked for chromium on the PATH)";

  /** As root, without a screen, and silent towards the network. */
  public static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** Of whoever drives it: no browser is fetched. */
  public static final Map<String, String> DRIVER_ENVIRONMENT =
      Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private InstalledChromium() {}

  /** Where it is, if it is. */
  public static Optional<Path> executable() {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/bin"))
        .map(Path::of)
        .flatMap(folder -> NAMES.stream().map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static boolean isPresent() {
    return executable().isPresent();
  }
}
