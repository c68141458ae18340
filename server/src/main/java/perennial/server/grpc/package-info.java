/**
 * The gRPC edge: messages to domain and back, errors to status codes. Generated classes stop here.
 */
@NullMarked
package perennial.server.grpc;

import org.jspecify.annotations.NullMarked;
