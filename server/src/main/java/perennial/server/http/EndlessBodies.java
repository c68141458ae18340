package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Ends the connection of whoever goes on sending a body that was refused long ago. The framework
 * throws away what comes after its answer, for ever; it is let do so for a while, since a
 * connection that is closed while its caller sends may lose the answer.
 */
@Singleton
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class EndlessBodies
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry>, NettyServerCustomizer {
  /** The most that anybody sends of one body. */
  static final long MOST_BYTES = 16L * HttpEndpoint.MAX_REQUEST_BYTES;

  private static final String CODEC = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(this);
    return event.getBean();
  }

  @Override
  public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
    return role == ChannelRole.CONNECTION ? new OfConnection(channel) : this;
  }

  private record OfConnection(Channel channel) implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      if (channel.pipeline().get(CODEC) != null) {
        var unused = channel.pipeline().addAfter(CODEC, "perennial-endless-bodies", new Counter());
      }
    }
  }

  private static final class Counter extends ChannelInboundHandlerAdapter {
    private long bytes; // of the running request; only touched by the channel's thread

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        bytes = 0;
      }
      if (message instanceof HttpContent content) {
        bytes += content.content().readableBytes();
        if (bytes > MOST_BYTES) {
          boolean unused = content.release();
          var closing = context.close();
          return;
        }
      }
      context.fireChannelRead(message);
    }
  }
}
