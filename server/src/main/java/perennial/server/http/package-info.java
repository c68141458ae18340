/**
 * The JSON edge: predictions by history, in batches and by customer id, with health, metrics and
 * the document of the port. Errors become problem documents in one place.
 */
@NullMarked
package perennial.server.http;

import org.jspecify.annotations.NullMarked;
