/** The server's certificate, read once from PEM files and shown by both ports. */
@NullMarked
package perennial.server.tls;

import org.jspecify.annotations.NullMarked;
