/** What the server counts and measures, and how Prometheus reads it. */
@NullMarked
package perennial.server.metrics;

import org.jspecify.annotations.NullMarked;
