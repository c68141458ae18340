package perennial.admin;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.thymeleaf.TemplateEngine;
import perennial.admin.audit.AuditView;
import perennial.admin.audit.ChainState;
import perennial.admin.deploy.PromoteView;
import perennial.admin.deploy.RollBackView;
import perennial.admin.model.Comparer;
import perennial.admin.model.ModelView;
import perennial.admin.model.VersionView;
import perennial.admin.overview.Overview;
import perennial.admin.page.Assets;
import perennial.admin.page.Formats;
import perennial.admin.page.Navigation;
import perennial.admin.page.Pages;
import perennial.admin.session.Cookies;
import perennial.registry.Accounts;
import perennial.registry.AuditLog;
import perennial.registry.ModelRegistry;

/** Wires the program: everything that controllers ask for. */
@Factory
final class AdminFactory {
  private final Wiring wiring;

  AdminFactory(Wiring wiring) {
    this.wiring = wiring;
  }

  @Singleton
  ModelRegistry registry() {
    return wiring.registry();
  }

  @Singleton
  AuditLog audit() {
    return wiring.audit();
  }

  @Singleton
  Accounts accounts() {
    return wiring.accounts();
  }

  @Singleton
  Clock clock() {
    return wiring.clock();
  }

  @Singleton
  Cookies cookies() {
    return new Cookies(wiring.config().secureCookies(), wiring.config().sessionLifetime());
  }

  @Singleton
  Formats formats() {
    return new Formats(wiring.config().timeZone(), wiring.clock());
  }

  @Singleton
  Assets assets() {
    return new Assets();
  }

  @Singleton
  Navigation navigation(ModelRegistry registry) {
    return new Navigation(registry, () -> 0);
  }

  @Singleton
  Pages pages(TemplateEngine engine, Assets assets, Navigation navigation) {
    return new Pages(engine, assets, navigation, wiring.config().apiAddress());
  }

  @Singleton
  Overview overview(ModelRegistry registry, Formats formats) {
    return new Overview(registry, formats);
  }

  @Singleton
  ModelView models(ModelRegistry registry, Formats formats) {
    return new ModelView(registry, formats);
  }

  @Singleton
  VersionView versions(ModelRegistry registry, Formats formats) {
    return new VersionView(registry, formats);
  }

  @Singleton
  Comparer comparer(Formats formats) {
    return new Comparer(formats);
  }

  @Singleton
  PromoteView promote(ModelRegistry registry, Comparer comparer, Formats formats) {
    return new PromoteView(registry, comparer, formats);
  }

  @Singleton
  RollBackView rollBack(ModelRegistry registry, Formats formats) {
    return new RollBackView(registry, formats);
  }

  @Singleton
  AuditView auditView(AuditLog audit, Formats formats) {
    return new AuditView(audit, new ChainState(audit, wiring.clock()), formats);
  }
}
