package perennial.admin;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.thymeleaf.TemplateEngine;
import perennial.admin.accuracy.AccuracyIndex;
import perennial.admin.accuracy.AccuracyView;
import perennial.admin.alerts.AlertView;
import perennial.admin.alerts.AlertsView;
import perennial.admin.alerts.OpenAlerts;
import perennial.admin.audit.AuditView;
import perennial.admin.audit.ChainState;
import perennial.admin.deploy.PromoteView;
import perennial.admin.deploy.RollBackView;
import perennial.admin.drift.DriftIndex;
import perennial.admin.drift.DriftView;
import perennial.admin.drift.FeatureView;
import perennial.admin.model.Comparer;
import perennial.admin.model.ModelView;
import perennial.admin.model.VersionView;
import perennial.admin.overview.Overview;
import perennial.admin.overview.Watch;
import perennial.admin.page.Assets;
import perennial.admin.page.Formats;
import perennial.admin.page.Navigation;
import perennial.admin.page.Pages;
import perennial.admin.session.Cookies;
import perennial.admin.training.PolicyView;
import perennial.admin.training.RunView;
import perennial.admin.training.TrainingView;
import perennial.registry.Accounts;
import perennial.registry.AuditLog;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.retraining.TrainingRuns;

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
  MonitoringStore monitoring() {
    return wiring.monitoring();
  }

  @Singleton
  Alerts alerts() {
    return wiring.alerts();
  }

  @Singleton
  TrainingRuns trainingRuns() {
    return wiring.trainingRuns();
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
    return new Navigation(registry, new OpenAlerts(wiring.alerts()));
  }

  @Singleton
  Pages pages(TemplateEngine engine, Assets assets, Navigation navigation) {
    return new Pages(engine, assets, navigation, wiring.config().apiAddress());
  }

  @Singleton
  Overview overview(
      ModelRegistry registry,
      Alerts alerts,
      TrainingRuns runs,
      DriftIndex drift,
      AccuracyIndex accuracy,
      Formats formats) {
    return new Overview(
        registry, wiring.doors().traffic(), new Watch(alerts, runs, drift, accuracy), formats);
  }

  @Singleton
  ModelView models(ModelRegistry registry, Formats formats) {
    return new ModelView(registry, formats);
  }

  @Singleton
  VersionView versions(ModelRegistry registry, TrainingRuns runs, Formats formats) {
    return new VersionView(registry, runs, formats);
  }

  @Singleton
  Comparer comparer(Formats formats) {
    return new Comparer(formats);
  }

  @Singleton
  PromoteView promote(
      ModelRegistry registry, TrainingRuns runs, Comparer comparer, Formats formats) {
    return new PromoteView(registry, runs, comparer, formats);
  }

  @Singleton
  RollBackView rollBack(ModelRegistry registry, Formats formats) {
    return new RollBackView(registry, formats);
  }

  @Singleton
  AuditView auditView(AuditLog audit, Formats formats) {
    return new AuditView(audit, new ChainState(audit, wiring.clock()), formats);
  }

  @Singleton
  DriftView drift(
      ModelRegistry registry, MonitoringStore monitoring, Alerts alerts, Formats formats) {
    return new DriftView(registry, monitoring, alerts, formats);
  }

  @Singleton
  DriftIndex driftIndex(
      ModelRegistry registry, MonitoringStore monitoring, Alerts alerts, Formats formats) {
    return new DriftIndex(registry, monitoring, alerts, formats);
  }

  @Singleton
  FeatureView features(ModelRegistry registry, MonitoringStore monitoring, Formats formats) {
    return new FeatureView(registry, monitoring, formats);
  }

  @Singleton
  AccuracyView accuracy(ModelRegistry registry, MonitoringStore monitoring, Formats formats) {
    return new AccuracyView(registry, monitoring, formats);
  }

  @Singleton
  AccuracyIndex accuracyIndex(ModelRegistry registry, AccuracyView accuracy, Formats formats) {
    return new AccuracyIndex(registry, accuracy, formats);
  }

  @Singleton
  AlertsView alertList(ModelRegistry registry, Alerts alerts, Formats formats) {
    return new AlertsView(registry, alerts, formats);
  }

  @Singleton
  AlertView alert(ModelRegistry registry, Alerts alerts, TrainingRuns runs, Formats formats) {
    return new AlertView(registry, alerts, runs, formats);
  }

  @Singleton
  TrainingView training(ModelRegistry registry, TrainingRuns runs, Formats formats) {
    return new TrainingView(registry, runs, formats);
  }

  @Singleton
  RunView run(ModelRegistry registry, TrainingRuns runs, Formats formats) {
    return new RunView(registry, runs, formats);
  }

  @Singleton
  PolicyView policy(ModelRegistry registry, TrainingRuns runs) {
    return new PolicyView(registry, runs);
  }
}
