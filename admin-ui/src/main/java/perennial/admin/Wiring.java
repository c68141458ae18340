package perennial.admin;

import java.time.Clock;
import perennial.registry.Accounts;
import perennial.registry.AuditLog;
import perennial.registry.ModelRegistry;

/** What the program is given; everything else is built from it. */
record Wiring(
    AdminConfig config,
    ModelRegistry registry,
    AuditLog audit,
    Accounts accounts,
    Doors doors,
    Clock clock) {}
