package perennial.server.serving;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.ArtifactCodec;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;

/**
 * The versions that answered last, on local disk: one file per model, with all versions of its
 * deployment, replaced as a whole. A server whose registry is away starts from here. Trouble with
 * the disk is logged and never stops serving.
 */
public final class LastKnownGood {
  private static final Logger log = LoggerFactory.getLogger(LastKnownGood.class);
  private static final String SUFFIX = ".version";

  private final Path folder;

  public LastKnownGood(Path folder) {
    this.folder = folder;
  }

  /** Keeps these versions in place of the model's earlier ones; those stay on failure. */
  void keep(Deployment deployment, List<VerifiedVersion> versions) {
    try {
      List<KeptVersion> kept = versions.stream().map(LastKnownGood::kept).toList();
      write(
          file(deployment.model()), KeptVersionCodec.encode(new KeptDeployment(deployment, kept)));
    } catch (IOException | RuntimeException e) {
      log.warn("{} was not kept on disk in {}", name(deployment), folder, e);
    }
  }

  private static KeptVersion kept(VerifiedVersion verified) {
    ServedVersion version = verified.version();
    return new KeptVersion(
        version.number(),
        version.artifactSha256(),
        ArtifactCodec.encode(version.clvModel()),
        verified.goldens());
  }

  /** The model's kept versions; empty without any, and for a file that is not what was written. */
  Optional<KeptDeployment> find(String model) {
    Path file = file(model);
    return Files.isRegularFile(file) ? read(file) : Optional.empty();
  }

  /** Of every model whose file can be read. */
  List<KeptDeployment> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<KeptDeployment> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> f.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .forEach(f -> read(f).ifPresent(all::add));
    } catch (IOException | RuntimeException e) {
      log.warn("the kept versions in {} cannot be listed", folder, e);
    }
    return all;
  }

  /** Drops the model's kept versions, which are no longer wanted. */
  void forget(String model) {
    try {
      Files.deleteIfExists(file(model));
    } catch (IOException e) {
      log.warn("the kept versions of {} cannot be deleted from {}", model, folder, e);
    }
  }

  private static Optional<KeptDeployment> read(Path file) {
    try {
      KeptDeployment kept = KeptVersionCodec.decode(Files.readAllBytes(file));
      if (!file.getFileName().toString().equals(kept.deployment().model() + SUFFIX)) {
        throw new ArtifactCorrupted("the file holds " + name(kept.deployment()));
      }
      return Optional.of(kept);
    } catch (IOException | ArtifactCorrupted e) {
      log.error("kept version {} is refused: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
    try {
      writeAndSync(temporary, bytes);
      move(temporary, file);
      syncFolder();
    } finally {
      boolean unused = Files.deleteIfExists(temporary);
    }
  }

  // A stream, not a channel: the interrupt that ends the watcher must not tear the file.
  private static void writeAndSync(Path file, byte[] bytes) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // The hash tells a torn file from a whole one, so this is still safe.
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  // Without this the rename itself may be lost with the power; not every system can do it.
  private void syncFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      log.debug("folder {} cannot be synced", folder, e);
    }
  }

  private Path file(String model) {
    return folder.resolve(model + SUFFIX);
  }

  private static String name(Deployment deployment) {
    return deployment.model() + " v" + deployment.championVersion();
  }
}
