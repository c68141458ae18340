package perennial.trainer.cli;

/** What a command's exit code says; the same for every command. */
public final class ExitCode {
  public static final int OK = 0;

  /** Something unexpected; the message says what was attempted. */
  public static final int FAILED = 1;

  /** Wrong usage or wrong input: options, data, or names that are not registered. */
  public static final int BAD_INPUT = 2;

  /** The fit did not converge; nothing was registered. */
  public static final int NOT_CONVERGED = 3;

  /** Somebody else deployed first; nothing was changed. */
  public static final int CONFLICT = 4;

  /** The registry's database or the prediction server cannot be reached or used. */
  public static final int UNAVAILABLE = 5;

  /** Stored or exported bytes are not what was registered. */
  public static final int CORRUPTED = 6;

  /** For the end of every command's help. */
  public static final String HELP =
      "0 done, 1 failed, 2 wrong usage or input, 3 the fit did not converge, 4 lost a race,"
          + " 5 registry or server unavailable, 6 corrupted artifact";

  private ExitCode() {}
}
