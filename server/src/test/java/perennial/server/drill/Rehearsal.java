package perennial.server.drill;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import perennial.registry.RegistryConfig;
import perennial.server.drill.ServerProcess.Launch;

/**
 * What {@code perennial rehearse} does, for a server of the tests: its classes are packed into
 * jars, it is started and called once while the virtual machine takes notes, and a cache is made of
 * them.
 */
public final class Rehearsal {
  private static final int CALLS = 3_000;

  private Rehearsal() {}

  /**
   * How a rehearsed server is started.
   *
   * @param folder of the jars and the cache
   */
  public static Launch of(RegistryConfig database, Path folder)
      throws IOException, InterruptedException {
    Launch jars = new Launch(packed(folder), Launch.PLAIN.options());
    Path notes = folder.resolve("notes");
    Path cache = folder.resolve("server.aot");
    Launch noting = jars.with("-XX:AOTMode=record").with("-XX:AOTConfiguration=" + notes);
    try (ServerProcess server =
        ServerProcess.start(database, folder.resolve("noted"), Drills.SETTINGS, noting)) {
      ManagedChannel channel = server.channel();
      server.awaitAnswer(channel);
      server.awaitJson();
      try (SteadyLoad load = new SteadyLoad(channel);
          JsonLoad json = new JsonLoad(server.httpPort())) {
        load.awaitAnswers(CALLS);
        json.awaitAnswers(CALLS);
        server.terminate();
        int unused = server.awaitEnd();
      } finally {
        channel.shutdownNow();
      }
    }
    make(jars.with("-XX:AOTMode=create").with("-XX:AOTConfiguration=" + notes), cache, folder);
    return jars.with("-XX:AOTCache=" + cache);
  }

  private static void make(Launch launch, Path cache, Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("cache.log");
    Process making =
        new ProcessBuilder(launch.with("-XX:AOTCache=" + cache).command(ServerMain.class))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (making.waitFor() != 0 || !Files.isRegularFile(cache)) {
      throw new IOException("no cache was made:\n" + Files.readString(log));
    }
  }

  /** The class path with a jar in the place of each folder: a cache takes nothing from folders. */
  private static String packed(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> packed = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      Path from = Path.of(entry);
      if (Files.isDirectory(from)) {
        packed.add(jar(from, folder.resolve(packed.size() + ".jar")).toString());
      } else if (Files.exists(from)) {
        packed.add(entry);
      }
    }
    return String.join(java.io.File.pathSeparator, packed);
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.isEmpty()) {
          continue;
        }
        boolean isFolder = Files.isDirectory(file);
        entries.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(file, entries);
        }
        entries.closeEntry();
      }
    }
    return jar;
  }
}
