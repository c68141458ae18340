package perennial.trainer.cli;

/** The trainer's commands as a program, for processes of tests. */
public final class TrainerMain {
  private TrainerMain() {}

  public static void main(String[] arguments) {
    System.exit(TrainerCommands.commandLine().execute(arguments));
  }
}
