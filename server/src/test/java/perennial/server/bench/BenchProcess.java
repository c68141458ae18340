package perennial.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import perennial.server.drill.ServerProcess.Launch;

/**
 * {@link BenchServer} as a process of its own, so that its processor time is only its own. It is
 * told what to do by lines on its standard input, and answers each by a line.
 */
final class BenchProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Map<String, Integer> ports = new HashMap<>();

  private BenchProcess(Process process) throws IOException {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    for (String port : readLine(line -> line.startsWith("echo=")).split(" ")) {
      String[] pair = port.split("=");
      ports.put(pair[0], Integer.parseInt(pair[1]));
    }
  }

  static BenchProcess start() throws IOException {
    return new BenchProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Launch.HOUSE,
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                BenchServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** The port of a part: {@code echo}, {@code computed}, {@code remembered}, with {@code -http}. */
  int port(String part) {
    return ports.getOrDefault(part, 0);
  }

  /** Lets another version answer; returns when the registry has it. */
  void promote(long version) throws IOException {
    in.write("promote " + version + "\n");
    in.flush();
    String unused = readLine(line -> line.equals("done"));
  }

  long pid() {
    return process.pid();
  }

  /** Processor time so far, in nanoseconds, in steps of a hundredth of a second. */
  long cpuNanos() {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** The next line of this kind; others are its log. */
  private String readLine(Predicate<String> wanted) throws IOException {
    String line = out.readLine();
    while (line != null && !wanted.test(line)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the server ended");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    in.close();
    out.close();
  }
}
