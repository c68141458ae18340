package perennial.registry.monitoring;

import perennial.monitoring.Segment;

/** What an alert is about: one feature of one segment. */
public record Subject(String feature, Segment segment) {}
