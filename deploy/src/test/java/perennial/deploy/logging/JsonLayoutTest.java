package perennial.deploy.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLayoutTest {
  private final LoggerContext context = new LoggerContext();

  private String line(Throwable error) {
    LoggingEvent event =
        new LoggingEvent(
            "x", context.getLogger("perennial.server"), Level.WARN, "a \"b\"\nc {}", error, null);
    event.setMDCPropertyMap(Map.of("request_id", "r-1"));
    return new JsonLayout().doLayout(event);
  }

  @Test
  void doLayout_eventWithError_isOneLineOfJson() throws Exception {
    String line = line(new IllegalStateException("broken"));
    assertEquals(line.length() - 1, line.indexOf('\n'));
    JsonNode json = new ObjectMapper().readTree(line);
    assertEquals("WARN", json.get("level").asText());
    assertEquals("perennial.server", json.get("logger").asText());
    assertEquals("a \"b\"\nc {}", json.get("message").asText());
    assertEquals("r-1", json.get("request_id").asText());
    assertTrue(json.get("error").asText().contains("IllegalStateException: broken"));
    assertFalse(json.get("time").asText().isEmpty());
  }
}
