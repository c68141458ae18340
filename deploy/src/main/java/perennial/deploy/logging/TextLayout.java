package perennial.deploy.logging;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** A log event as a line of text: time (UTC), level, logger, message; an error's trace below it. */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final int LOGGER_LENGTH = 24;

  private final DateTimeFormatter milliseconds =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private final TargetLengthBasedClassNameAbbreviator abbreviator =
      new TargetLengthBasedClassNameAbbreviator(LOGGER_LENGTH);

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    milliseconds.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    String level = event.getLevel().toString();
    line.append(' ').append(level).append(level.length() < 5 ? "  " : " ");
    line.append(abbreviator.abbreviate(event.getLoggerName())).append(' ');
    line.append(event.getFormattedMessage()).append('\n');
    @Nullable IThrowableProxy error = event.getThrowableProxy();
    return error == null
        ? line.toString()
        : line.append(ThrowableProxyUtil.asString(error)).toString();
  }
}
