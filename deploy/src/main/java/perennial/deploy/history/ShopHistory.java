package perennial.deploy.history;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.registry.Database;
import perennial.registry.ModelVersion;
import perennial.registry.ledger.LedgerTerms;
import perennial.simulation.ShopSimulator;
import perennial.trainer.Family;
import perennial.trainer.NotConverged;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.LedgerSource;
import perennial.trainer.transactions.LogFormat;

/** Fills an empty database with the history of a plan, up to a version that is fit to serve. */
public final class ShopHistory {
  private static final int HOLDOUT_DAYS = 91;
  private static final double ANNUAL_DISCOUNT_RATE = .1;

  private final Database database;
  private final HistoryPlan plan;
  private final Clock clock;
  private final TrainingProgress progress;

  public ShopHistory(Database database, HistoryPlan plan, Clock clock, TrainingProgress progress) {
    this.database = database;
    this.plan = plan;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Events into the ledger, a fit on everything before {@link HistoryPlan#servedFrom}, the
   * predictions that it would have made since, and last of all its registration as version 1: a
   * history that broke off on the way is made again.
   *
   * @throws NotConverged when the fit did not reach a maximum; nothing is registered then
   */
  public ModelVersion seed(String model, String actor) {
    var unused = database.ledger().settle(new LedgerTerms(ZoneOffset.UTC, ShopLedger.CURRENCY));
    List<BuyingDays> customers = recordEvents();
    Trained trained =
        new Training(clock, progress)
            .train(settings(), new LedgerSource(database.bulkLedger(), ZoneOffset.UTC));
    if (!trained.converged()) {
      throw new NotConverged(trained.report().registered().warnings());
    }
    logRequests(model, trained, customers);
    return database.registry().register(trained.newVersion(model, actor));
  }

  private List<BuyingDays> recordEvents() {
    String step = "recording eighteen months of %,d customers".formatted(plan.customers());
    progress.at(step, 0, plan.customers());
    List<BuyingDays> customers = new ArrayList<>(plan.customers());
    ShopLedger ledger =
        new ShopLedger(
            database.bulkLedger(),
            customer -> {
              customers.add(customer);
              progress.at(step, customers.size(), plan.customers());
            });
    new ShopSimulator(plan.shop()).run(ledger);
    var unused = ledger.finish();
    return customers;
  }

  private void logRequests(String model, Trained trained, List<BuyingDays> customers) {
    String step = "logging the predictions since " + plan.servedFrom();
    progress.at(step, 0, customers.size());
    var unused = database.predictionLog().prune(clock.instant()); // of a history that broke off
    PastRequests requests =
        new PastRequests(database.predictionLog(), model, 1, trained.model(), plan);
    for (int i = 0; i < customers.size(); i++) {
      requests.of(customers.get(i));
      progress.at(step, i + 1L, customers.size());
    }
    var alsoUnused = requests.finish();
  }

  private TrainingSettings settings() {
    LocalDate lastDay = plan.servedFrom().minusDays(1);
    return new TrainingSettings(
        TrainingSettings.LEDGER,
        LogFormat.DEFAULT,
        TrainingSettings.DEFAULT_MEMORY_LIMIT,
        Family.MBG_NBD,
        TimeUnit.DAY,
        SpendOrders.REPEAT,
        new ValueTerms(ShopLedger.CURRENCY, ANNUAL_DISCOUNT_RATE, 1),
        Optional.of(lastDay.minusDays(HOLDOUT_DAYS)),
        HOLDOUT_DAYS,
        true,
        0);
  }
}
