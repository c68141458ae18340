package perennial.server.threads;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Functions of the C library about the calling thread, where the system is Linux. */
final class LinuxCalls {
  private static final Logger log = LoggerFactory.getLogger(LinuxCalls.class);

  private LinuxCalls() {}

  /** The function; empty on other systems and where native access is forbidden to this JVM. */
  static Optional<MethodHandle> find(
      String function, FunctionDescriptor descriptor, Linker.Option... options) {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find(function)
          .map(address -> linker.downcallHandle(address, descriptor, options));
    } catch (RuntimeException e) {
      log.debug("the system is not asked for {}", function, e);
      return Optional.empty();
    }
  }
}
