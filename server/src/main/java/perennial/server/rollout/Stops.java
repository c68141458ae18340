package perennial.server.rollout;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Deployment;
import perennial.registry.NewDeployment;

/**
 * The challengers that this server stopped, by model. Those that the registry does not know of yet
 * are kept in a file each, beside the versions that answer without a database: a server that starts
 * again while the database is away would send customers to them once more.
 */
public final class Stops {
  private static final Logger log = LoggerFactory.getLogger(Stops.class);
  private static final String PREFIX = "stopped-";
  private static final String SUFFIX = ".properties";

  private final Optional<Path> folder;
  private final Map<String, NewDeployment> stopped = new ConcurrentHashMap<>();
  private final Collection<NewDeployment> pending;

  private Stops(Optional<Path> folder) {
    this.folder = folder;
    this.pending = folder.map(Stops::read).orElse(List.of());
    pending.forEach(wanted -> stopped.put(wanted.model(), wanted));
  }

  /**
   * Reads what an earlier process kept; a file that cannot be read is told in the log and left out.
   *
   * @param folder empty to keep nothing
   */
  public static Stops in(Optional<Path> folder) {
    return new Stops(folder);
  }

  /** What an earlier process wanted to deploy. */
  Collection<NewDeployment> pending() {
    return pending;
  }

  /** Whether this deployment's challenger was stopped. A later deployment is another chance. */
  boolean holds(Deployment deployment) {
    if (stopped.isEmpty()) {
      return false;
    }
    NewDeployment wanted = stopped.get(deployment.model());
    return wanted != null && wanted.expectedSequence() == deployment.sequence();
  }

  /** Stops a challenger, and keeps that until {@link #deployed}. */
  void add(NewDeployment wanted) {
    stopped.put(wanted.model(), wanted);
    folder.ifPresent(in -> write(in, wanted));
  }

  /** The registry has it, or somebody deployed something else: nothing needs to be kept. */
  void deployed(NewDeployment wanted) {
    folder.ifPresent(in -> {
      try {
        Files.deleteIfExists(file(in, wanted.model()));
      } catch (IOException e) {
        log.warn("a stop of {} that is over cannot be deleted: {}", wanted.model(), e.toString());
      }
    });
  }

  private static Path file(Path folder, String model) {
    return folder.resolve(PREFIX + model + SUFFIX); // a model's name is safe in a path
  }

  private static void write(Path folder, NewDeployment wanted) {
    Properties values = new Properties();
    values.setProperty("model", wanted.model());
    values.setProperty("champion", Long.toString(wanted.championVersion()));
    wanted.challengerVersion().ifPresent(v -> values.setProperty("challenger", Long.toString(v)));
    wanted.shadowVersion().ifPresent(v -> values.setProperty("shadow", Long.toString(v)));
    values.setProperty("sequence", Long.toString(wanted.expectedSequence()));
    values.setProperty("reason", wanted.reason());
    Path file = file(folder, wanted.model());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      StringWriter text = new StringWriter();
      values.store(text, null);
      Files.writeString(part, text.toString());
      move(part, file);
    } catch (IOException e) {
      log.warn("the stop of {} is forgotten at a restart: {}", wanted.model(), e.toString());
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<NewDeployment> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      List<NewDeployment> read = new ArrayList<>();
      for (Path file : files) {
        one(file).ifPresent(read::add);
      }
      return List.copyOf(read);
    } catch (IOException e) {
      log.warn("challengers that were stopped before cannot be read: {}", e.toString());
      return List.of();
    }
  }

  private static Optional<NewDeployment> one(Path file) {
    Properties values = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      values.load(text);
      return Optional.of(
          new NewDeployment(
              values.getProperty("model", ""),
              number(values, "champion").orElseThrow(),
              number(values, "challenger"),
              0,
              number(values, "shadow"),
              number(values, "sequence").orElseThrow(),
              Brake.ACTOR,
              values.getProperty("reason", "")));
    } catch (IOException | RuntimeException e) {
      log.warn("{} is no stop of a challenger: {}", file.getFileName(), e.toString());
      return Optional.empty();
    }
  }

  private static OptionalLong number(Properties values, String key) {
    String text = values.getProperty(key);
    return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }
}
