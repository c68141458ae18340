/**
 * What this process serves and how it changes: the versions in memory, the watcher that follows the
 * registry, the copy on disk, and the way from a history to an answer. No protocol in here.
 */
@NullMarked
package perennial.server.serving;

import org.jspecify.annotations.NullMarked;
