package perennial.server.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import perennial.server.threads.PromptThread;

/** Makes the network's thread that a connection belongs to a prompt one. */
final class PromptConnections extends ServerTransportFilter {
  @Override
  public Attributes transportReady(Attributes attributes) {
    boolean unused = PromptThread.makeThisThread(); // in the thread of the connection
    return attributes;
  }
}
