package perennial.trainer.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.util.List;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.DeploymentConflict;
import perennial.registry.RegistryUnavailable;
import perennial.registry.UnknownModel;
import perennial.registry.UnknownVersion;
import perennial.trainer.NotConverged;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where failures become an exit code and a sentence. */
final class Failures {
  private Failures() {}

  static int handle(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println("error: " + message(failure));
    err.flush();
    return code(failure);
  }

  /** Wrong usage: the sentence and where to read on, not a page of help. */
  static int handleUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + usageMessage(failure, command));
    err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.BAD_INPUT;
  }

  private static String usageMessage(ParameterException failure, CommandLine command) {
    boolean mayBeCommand =
        failure instanceof UnmatchedArgumentException && !command.getSubcommands().isEmpty();
    if (!mayBeCommand) {
      return String.valueOf(failure.getMessage()) // with what is twice in picocli's words
          .replace("option option", "option")
          .replaceFirst("^Error: ", "");
    }
    UnmatchedArgumentException unmatched = (UnmatchedArgumentException) failure;
    String typed = unmatched.getUnmatched().getFirst();
    List<String> near = unmatched.getSuggestions();
    return unmatched.isUnknownOption()
        ? String.valueOf(failure.getMessage())
        : "there is no command '%s'%s"
            .formatted(typed, near.isEmpty() ? "" : "; near it: " + String.join(", ", near));
  }

  private static int code(Exception failure) {
    return switch (failure) {
      case BadInput _, UnknownModel _, UnknownVersion _, IllegalArgumentException _ ->
          ExitCode.BAD_INPUT;
      case NotConverged _ -> ExitCode.NOT_CONVERGED;
      case DeploymentConflict _ -> ExitCode.CONFLICT;
      case RegistryUnavailable _, RegistryNotReady _, NoAnswer _ -> ExitCode.UNAVAILABLE;
      case ArtifactCorrupted _ -> ExitCode.CORRUPTED;
      case StatusRuntimeException grpc -> code(grpc.getStatus().getCode());
      default -> ExitCode.FAILED;
    };
  }

  private static int code(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, NOT_FOUND -> ExitCode.BAD_INPUT;
      case UNAVAILABLE, DEADLINE_EXCEEDED -> ExitCode.UNAVAILABLE;
      default -> ExitCode.FAILED;
    };
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
