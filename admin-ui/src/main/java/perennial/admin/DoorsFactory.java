package perennial.admin;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import perennial.admin.customer.Answerers;
import perennial.admin.customer.CustomerView;
import perennial.admin.page.Formats;
import perennial.admin.playground.PlaygroundView;
import perennial.admin.settings.UsersView;
import perennial.admin.settings.WebhooksView;
import perennial.registry.ModelRegistry;
import perennial.registry.Users;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.webhooks.Webhooks;

/** Wires what the settings, the customers and the playground ask for. */
@Factory
final class DoorsFactory {
  private final Wiring wiring;

  DoorsFactory(Wiring wiring) {
    this.wiring = wiring;
  }

  @Singleton
  Users users() {
    return wiring.doors().users();
  }

  @Singleton
  Webhooks webhooks() {
    return wiring.doors().webhooks();
  }

  @Singleton
  CustomerLedger ledger() {
    return wiring.doors().ledger();
  }

  @Singleton
  UsersView usersView(Users users, Formats formats) {
    return new UsersView(users, formats);
  }

  @Singleton
  WebhooksView webhooksView(Webhooks webhooks, Formats formats) {
    return new WebhooksView(webhooks, formats);
  }

  @Singleton
  Answerers answerers(ModelRegistry registry) {
    return new Answerers(registry);
  }

  @Singleton
  CustomerView customers(CustomerLedger ledger, Answerers answerers, Formats formats) {
    return new CustomerView(ledger, wiring.doors().predictions(), answerers, formats);
  }

  @Singleton
  PlaygroundView playground(CustomerView customers, Answerers answerers) {
    return new PlaygroundView(
        customers, answerers, wiring.config().apiAddress(), wiring.config().jsonAddress());
  }
}
