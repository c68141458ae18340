package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import perennial.server.threads.PromptThread;

/**
 * The connections of the JSON port, and how callers are brought to leave them. A connection that is
 * closed while its next request is on the way loses it; so the port first takes no more connections
 * and says with every answer that it is the last, and only those that nobody used for a while are
 * closed by the server.
 */
@Singleton
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class Connections
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry>, NettyServerCustomizer {
  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean leaving;

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(this);
    return event.getBean();
  }

  @Override
  public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
    switch (role) {
      case LISTENER -> listening.add(channel);
      case CONNECTION -> {
        open.add(channel);
        boolean unused = PromptThread.makeThisThread(); // in the thread of the connection
      }
      default -> {}
    }
    return this;
  }

  /** Whether each answer is the last of its connection. */
  boolean leaving() {
    return leaving;
  }

  /** Takes no more connections, and asks the callers to leave those that there are. */
  void leave() {
    var unused = listening.close().awaitUninterruptibly();
    leaving = true; // not before: who leaves would come again, and be lost in the listener's queue
  }

  /** Waits until all callers have left. */
  void awaitLeft(Duration atMost) throws InterruptedException {
    boolean unused = open.newCloseFuture().await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }
}
