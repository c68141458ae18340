package perennial.server.serving;

import perennial.registry.ServingReport;

/**
 * What this process says it does about one model.
 *
 * @param deploymentSequence the deployment it acts on
 * @param servingVersion the version that answers; 0 when none does
 * @param state of the wanted version
 * @param detail reason of a failure; empty otherwise
 */
public record ModelStatus(
    String model,
    long deploymentSequence,
    long servingVersion,
    ServingReport.State state,
    String detail) {}
