package perennial.deploy.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A log event as one line of JSON: {@code time, level, logger, thread, message}, what the log's
 * context has (such as {@code request_id}), and {@code error} with its stack trace.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  @Override
  public String doLayout(ILoggingEvent event) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("time", event.getInstant().toString())
            .put("level", event.getLevel().toString())
            .put("logger", event.getLoggerName())
            .put("thread", event.getThreadName())
            .put("message", event.getFormattedMessage());
    event.getMDCPropertyMap().forEach(line::put);
    @Nullable IThrowableProxy error = event.getThrowableProxy();
    if (error != null) {
      line.put("error", ThrowableProxyUtil.asString(error));
    }
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts make JSON", e);
    }
  }
}
