package perennial.deploy.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogSetupTest {
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @AfterEach
  void giveBack() {
    System.setErr(standardError);
  }

  private LoggerContext setUp(Map<String, String> settings) {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter()); // as logback does before it asks for a set-up
    new LogSetup(settings).configure(context);
    return context;
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void service_isTheOneThatLogbackFinds() {
    assertInstanceOf(
        LogSetup.class, ServiceLoader.load(Configurator.class).findFirst().orElseThrow());
  }

  @Test
  void text_isOneLineWithItsTimeInUtc() {
    LoggerContext context = setUp(Map.of());
    context.getLogger("perennial.server.serving.Reconciler").warn("version {} is broken", 3);
    context.getLogger("perennial.server").info("not said");
    context.getLogger("com.zaxxer").warn("said too");
    assertTrue(
        Pattern.matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  p\\.s\\.serving\\.Reconciler"
                + " version 3 is broken\n[^\n]* WARN  com\\.zaxxer said too\n",
            written()),
        written());
  }

  @Test
  void text_timeHasMillisecondsAlways_andTheTraceFollows() {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "x", context.getLogger("a"), Level.ERROR, "b", new IllegalStateException("c"), null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
    String text = new TextLayout().doLayout(event);
    assertTrue(
        text.startsWith(
            "2026-01-02T03:04:05.000Z ERROR a b\njava.lang.IllegalStateException: c\n\tat "),
        text);
  }

  @Test
  void json_oneObjectALine() {
    setUp(Map.of(LogSetup.FORMAT, "json", LogSetup.LEVEL, "info"))
        .getLogger("perennial")
        .info("hello");
    assertTrue(written().startsWith("{\"time\":"), written());
    assertTrue(written().contains("\"message\":\"hello\""), written());
  }

  @Test
  void unknownSettings_areNamedWithWhatHoldsInstead() {
    LoggerContext context = setUp(Map.of(LogSetup.FORMAT, "xml", LogSetup.LEVEL, "LOUD"));
    assertEquals(Level.WARN, context.getLogger("perennial").getLevel());
    assertTrue(written().contains("PERENNIAL_LOG_FORMAT is 'xml'"), written());
    assertTrue(written().contains("PERENNIAL_LOG_LEVEL is 'LOUD'"), written());
  }
}
