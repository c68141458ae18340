package perennial.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import perennial.trainer.transactions.BadInput;

/** A file that a command is to write. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Makes sure, before minutes of work, that a file can be written there.
   *
   * @param what the file is, such as {@code output}
   * @throws BadInput when the name is blank or that of a folder, or its folder is not there or
   *     takes no files
   */
  public static void require(String what, Path file) {
    if (file.toString().isBlank()) {
      throw new BadInput("%s '%s': the name of the file is blank".formatted(what, file));
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s '%s' is a folder".formatted(what, file));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInput("%s '%s': there is no folder %s".formatted(what, file, folder));
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new BadInput("%s '%s' may not be written".formatted(what, file));
    }
  }

  /**
   * Makes sure that a command does not write over what it reads, by whatever name.
   *
   * @throws BadInput when the file is one of the inputs
   */
  public static void requireApart(String what, Path file, List<Path> inputs) {
    for (Path input : inputs) {
      try {
        if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
          throw new BadInput(
              "%s '%s' would replace %s, which is read".formatted(what, file, input));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("comparing %s with %s".formatted(file, input), e);
      }
    }
  }
}
