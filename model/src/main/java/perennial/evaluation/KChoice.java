package perennial.evaluation;

/** How the regularity k of a family with Erlang times between purchases came about. */
public enum KChoice {
  /** Every k from 1 to 12 was fitted, and this one is the most likely. */
  BY_LIKELIHOOD("chosen by likelihood"),

  /** The fit was told. */
  GIVEN("given");

  private final String words;

  KChoice(String words) {
    this.words = words;
  }

  /** To follow "k" in a sentence. */
  public String words() {
    return words;
  }
}
