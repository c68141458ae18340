package perennial.admin;

import java.time.Clock;
import perennial.registry.Accounts;
import perennial.registry.AuditLog;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.retraining.TrainingRuns;

/** What the program is given; everything else is built from it. */
record Wiring(
    AdminConfig config,
    ModelRegistry registry,
    AuditLog audit,
    Accounts accounts,
    Doors doors,
    MonitoringStore monitoring,
    Alerts alerts,
    TrainingRuns trainingRuns,
    Clock clock) {}
