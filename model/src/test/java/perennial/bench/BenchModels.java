package perennial.bench;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import perennial.model.Bdw;
import perennial.model.BgBb;
import perennial.model.BgCnbdK;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.FixedSpend;
import perennial.model.GammaGamma;
import perennial.model.MbgCnbdK;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.Sbg;
import perennial.model.SpendModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/**
 * A model of every family, with Gamma-Gamma as fitted to CDNOW's sample; contracts have a price.
 */
final class BenchModels {
  static final MbgNbd MBG_NBD = new MbgNbd(.52484307, 6.18308471, .89135955, 1.6140029);
  private static final GammaGamma SPEND = new GammaGamma(6.24934918, 3.74425633, 15.44430668);
  private static final TimeUnit MONTH = new TimeUnit(30);

  private BenchModels() {}

  static Map<String, BtydModel> families() {
    Map<String, BtydModel> models = new LinkedHashMap<>();
    models.put("NBD", of(new Nbd(.384766, 12.07201), TimeUnit.WEEK));
    models.put("BG/NBD", of(new BgNbd(.2425945, 4.413602, .792922, 2.425907), TimeUnit.WEEK));
    models.put("MBG/NBD", cdnow());
    models.put(
        "Pareto/NBD", of(new ParetoNbd(.553277, 10.57768, .60624, 11.668735), TimeUnit.WEEK));
    models.put("BG/CNBD-2", of(new BgCnbdK(2, .5, 2.9, .8, 2.4), TimeUnit.WEEK));
    models.put("MBG/CNBD-2", of(new MbgCnbdK(2, .7, 4, .9, 1.6), TimeUnit.WEEK));
    models.put("MBG/CNBD-3", of(new MbgCnbdK(3, .7, 2.1, .9, 1.6), TimeUnit.WEEK));
    models.put("BG/BB by month", of(new BgBb(1.2, .75, .66, 2.8), MONTH));
    models.put("BG/BB by week", of(new BgBb(.5, 6, .66, 11), TimeUnit.WEEK));
    models.put("BG/BB by day", of(new BgBb(.5, 44, .66, 80), TimeUnit.DAY));
    models.put("sBG by month", of(new Sbg(.7, 4), MONTH));
    models.put("BdW by month", of(new Bdw(.46, 2.5, 1.28), MONTH));
    return models;
  }

  /** Standard errors of a tenth of each parameter. */
  static BtydModel of(PurchaseModel process, TimeUnit unit) {
    double[] parameters = process.parameters();
    int n = parameters.length;
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < n; i++) {
      rowMajor[i * n + i] = .01 * parameters[i] * parameters[i];
    }
    boolean contract = process instanceof Sbg || process instanceof Bdw;
    return of(
        process, Covariance.ofRowMajor(rowMajor), contract ? new FixedSpend(10) : SPEND, unit);
  }

  /** MBG/NBD and Gamma-Gamma as fitted to CDNOW's sample, with standard errors of that size. */
  static BtydModel cdnow() {
    double[] se = {.083268, .695619, .154789, .537491};
    double[][] correlation = {
      {1, .75, -.3, -.1}, {.75, 1, -.1, -.05}, {-.3, -.1, 1, .9}, {-.1, -.05, .9, 1}
    };
    double[] purchases = new double[16];
    for (int i = 0; i < 16; i++) {
      purchases[i] = se[i / 4] * se[i % 4] * correlation[i / 4][i % 4];
    }
    return of(MBG_NBD, Covariance.ofRowMajor(purchases), SPEND, TimeUnit.WEEK);
  }

  private static BtydModel of(
      PurchaseModel process, Covariance covariance, SpendModel spend, TimeUnit unit) {
    double[] ofSpend = {.09, 0, 0, 0, .035, 0, 0, 0, 1.9};
    return new BtydModel(
        process,
        covariance,
        spend,
        spend instanceof FixedSpend ? Covariance.UNKNOWN : Covariance.ofRowMajor(ofSpend),
        SpendOrders.REPEAT,
        unit,
        new ValueTerms("USD", .10, 1),
        LocalDate.of(1997, 9, 30));
  }
}
