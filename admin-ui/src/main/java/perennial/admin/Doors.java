package perennial.admin;

import perennial.registry.Database;
import perennial.registry.Users;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.predictionlog.PredictionLog;
import perennial.registry.predictionlog.RecentTraffic;
import perennial.registry.webhooks.Webhooks;

/** The registry's doors to people, customers and other systems. */
record Doors(
    Users users,
    Webhooks webhooks,
    CustomerLedger ledger,
    PredictionLog predictions,
    RecentTraffic traffic) {
  static Doors of(Database database) {
    return new Doors(
        database.users(),
        database.webhooks(),
        database.ledger(),
        database.predictionLog(),
        database.recentTraffic());
  }
}
