package perennial.deploy.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Sets the log up from {@code PERENNIAL_LOG_LEVEL} (of the house's own loggers; others say no less
 * than WARN) and {@code PERENNIAL_LOG_FORMAT} (text or json). Logback finds it as a service.
 *
 * <p>In Java rather than XML, whose reading takes a twentieth of a server's start. A file named by
 * {@code -Dlogback.configurationFile} goes before it.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  static final String LEVEL = "PERENNIAL_LOG_LEVEL";
  static final String FORMAT = "PERENNIAL_LOG_FORMAT";
  private static final String OWN_FILE = "logback.configurationFile";

  private final Map<String, String> settings;

  /** For logback. */
  public LogSetup() {
    this(System.getenv());
  }

  LogSetup(Map<String, String> settings) {
    this.settings = settings;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(OWN_FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError(context));
    Logger own = context.getLogger("perennial");
    own.setLevel(level(own));
    String format = settings.getOrDefault(FORMAT, "text");
    if (!isJson(format) && !format.equalsIgnoreCase("text")) {
      own.warn("{} is '{}', not text or json: the log is text", FORMAT, format);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private Level level(Logger own) {
    String text = settings.getOrDefault(LEVEL, "WARN");
    Level level = Level.toLevel(text.strip().toUpperCase(Locale.ROOT), null);
    if (level == null) {
      own.warn("{} is '{}', not OFF, ERROR, WARN, INFO, DEBUG or TRACE: it is WARN", LEVEL, text);
      return Level.WARN;
    }
    return level;
  }

  private ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    Layout<ILoggingEvent> layout =
        isJson(settings.getOrDefault(FORMAT, "")) ? new JsonLayout() : new TextLayout();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName("STDERR");
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder);
    layout.setContext(context);
    encoder.setContext(context);
    appender.setContext(context);
    layout.start();
    encoder.start();
    appender.start();
    return appender;
  }

  private static boolean isJson(String format) {
    return format.equalsIgnoreCase("json");
  }
}
