package perennial.server.grpc;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import perennial.api.v1.Attributes;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.CustomerState;
import perennial.api.v1.SubscriptionStatus;
import perennial.model.SpendOrders;
import perennial.model.Traits;
import perennial.registry.ledger.LedgerTerms;

/** Customers' states as messages. */
final class CustomerMessages {
  private static final double NANOS_PER_HOUR = 3.6e12;

  private final Clock clock;

  CustomerMessages(Clock clock) {
    this.clock = clock;
  }

  /** The state, with the history as of today over all repeat purchases. */
  CustomerState state(perennial.registry.ledger.CustomerState state, LedgerTerms terms) {
    CustomerState.Builder message =
        CustomerState.newBuilder()
            .setCustomerId(state.customerId())
            .setPurchaseDays(state.purchaseDays())
            .setFirstPurchaseDay(state.firstPurchaseDay().map(LocalDate::toString).orElse(""))
            .setLastPurchaseDay(state.lastPurchaseDay().map(LocalDate::toString).orElse(""))
            .setNetValue(state.netValue().toPlainString())
            .setCurrency(terms.currency())
            .setFirstEventAt(Times.timestamp(state.firstEventAt()))
            .setLastEventAt(Times.timestamp(state.lastEventAt()))
            .setAcquisition(attributes(state.acquisition()))
            .setSubscription(subscription(state.subscription()))
            .setCalculatedAt(Times.timestamp(state.calculatedAt()));
    LocalDate today = LocalDate.ofInstant(clock.instant(), terms.timeZone());
    state
        .history(today, SpendOrders.REPEAT, Traits.NONE)
        .ifPresent(history -> message.setHistory(history(history)));
    state.firstVisitAt().ifPresent(at -> message.setFirstVisitAt(Times.timestamp(at)));
    state.timeToFirstPurchase().ifPresent(time -> message.setHoursToFirstPurchase(hours(time)));
    state.events().forEach((type, count) -> message.putEvents(type.name(), count));
    return message.build();
  }

  private static CustomerHistory history(perennial.model.CustomerHistory history) {
    return CustomerHistory.newBuilder()
        .setRepeatPurchases(history.repeatPurchases())
        .setRecency(history.recency())
        .setAge(history.age())
        .setMeanSpend(history.meanSpend())
        .build();
  }

  static Attributes attributes(perennial.registry.ledger.Attributes attributes) {
    return Attributes.newBuilder()
        .setChannel(attributes.channel())
        .setDevice(attributes.device())
        .setMarket(attributes.market())
        .setCategory(attributes.category())
        .build();
  }

  private static SubscriptionStatus subscription(
      perennial.registry.ledger.CustomerState.Subscription subscription) {
    return switch (subscription) {
      case NONE -> SubscriptionStatus.SUBSCRIPTION_STATUS_UNSPECIFIED;
      case SUBSCRIBED -> SubscriptionStatus.SUBSCRIBED;
      case CANCELLED -> SubscriptionStatus.CANCELLED;
    };
  }

  private static double hours(Duration time) {
    return time.toSeconds() / 3600.0 + time.getNano() / NANOS_PER_HOUR;
  }
}
