package perennial.trainer;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import perennial.fitting.BdwFitter;
import perennial.fitting.BgBbFitter;
import perennial.fitting.BgNbdFitter;
import perennial.fitting.ErlangFitter;
import perennial.fitting.FitResult;
import perennial.fitting.MbgNbdFitter;
import perennial.fitting.NbdFitter;
import perennial.fitting.ParetoNbdFitter;
import perennial.fitting.PurchaseData;
import perennial.fitting.SbgFitter;
import perennial.model.PurchaseModel;

/** The families of purchase models that can be fitted. */
public enum Family {
  BG_NBD("bg-nbd") {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new BgNbdFitter().fit(data);
    }
  },
  MBG_NBD("mbg-nbd") {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new MbgNbdFitter().fit(data);
    }
  },
  NBD("nbd") {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new NbdFitter().fit(data);
    }
  },
  PARETO_NBD("pareto-nbd") {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new ParetoNbdFitter().fit(data);
    }
  },
  BG_CNBD_K("bg-cnbd-k") {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return ErlangFitter.bg().fit(data);
    }

    @Override
    Optional<ErlangFitter> regular() {
      return Optional.of(ErlangFitter.bg());
    }
  },
  MBG_CNBD_K("mbg-cnbd-k") {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return ErlangFitter.mbg().fit(data);
    }

    @Override
    Optional<ErlangFitter> regular() {
      return Optional.of(ErlangFitter.mbg());
    }
  },
  BG_BB("bg-bb", Input.SUMMARY) {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new BgBbFitter().fit(data);
    }
  },
  SBG("sbg", Input.SURVIVORS) {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new SbgFitter().fit(data);
    }
  },
  BDW("bdw", Input.SURVIVORS) {
    @Override
    public FitResult<? extends PurchaseModel> fit(PurchaseData data) {
      return new BdwFitter().fit(data);
    }
  };

  /** What a family is fitted to. */
  public enum Input {
    TRANSACTIONS("--transactions"),
    SUMMARY("--summary"),
    SURVIVORS("--survivors");

    private final String option;

    Input(String option) {
      this.option = option;
    }

    /** The option that names the file. */
    public String option() {
      return option;
    }
  }

  private final String label;
  private final Input input;

  Family(String label) {
    this(label, Input.TRANSACTIONS);
  }

  Family(String label, Input input) {
    this.label = label;
    this.input = input;
  }

  /**
   * Fits by maximum likelihood.
   *
   * @throws IllegalArgumentException when the data cannot identify a model
   */
  public abstract FitResult<? extends PurchaseModel> fit(PurchaseData data);

  /**
   * Fits by maximum likelihood with this k.
   *
   * @param k regularity of the times between purchases; without it the fit chooses
   * @throws IllegalArgumentException when the data cannot identify a model, k is out of range, or
   *     the family has no k
   */
  FitResult<? extends PurchaseModel> fit(PurchaseData data, Optional<Integer> k) {
    return k.isEmpty() ? fit(data) : regularWith(k.get()).fit(data);
  }

  private ErlangFitter regularWith(int k) {
    return regular()
        .orElseThrow(() -> new IllegalArgumentException("family %s has no k".formatted(label)))
        .withK(k);
  }

  /** What it is fitted to. */
  public Input input() {
    return input;
  }

  /** Whether it has a regularity k. */
  public boolean hasK() {
    return regular().isPresent();
  }

  /** All labels of families with a k, separated by commas. */
  public static String labelsWithK() {
    return labels(Family::hasK);
  }

  /** All labels of families that are fitted to this, separated by commas. */
  public static String labels(Input input) {
    return labels(family -> family.input == input);
  }

  private static String labels(Predicate<Family> which) {
    return Arrays.stream(values())
        .filter(which)
        .map(Family::label)
        .collect(Collectors.joining(", "));
  }

  /** Its fitter, which needs the times between purchases; absent for families without a k. */
  Optional<ErlangFitter> regular() {
    return Optional.empty();
  }

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }
}
