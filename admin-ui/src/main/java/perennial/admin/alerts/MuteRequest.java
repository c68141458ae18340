package perennial.admin.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import perennial.admin.page.Formats;
import perennial.admin.session.Form;

/**
 * That somebody wants an alert muted, as typed.
 *
 * @param until last day of the mute
 */
record MuteRequest(String until, String reason) {
  private static final int LONGEST_REASON = 1000;
  private static final int LONGEST_DAYS = 366;

  static MuteRequest of(Form form) {
    return new MuteRequest(
        form.text("until").strip(),
        form.text("reason").strip().replaceAll("\\s*[\\n\\r\\t]\\s*", " "));
  }

  /** What is wrong with it. */
  Optional<String> error(Formats formats) {
    Optional<LocalDate> day = day();
    LocalDate today = formats.dayOf(formats.now());
    if (day.isEmpty()) {
      return Optional.of("Until '%s' is not a day such as %s.".formatted(until, today.plusDays(7)));
    }
    if (day.get().isBefore(today) || day.get().isAfter(today.plusDays(LONGEST_DAYS))) {
      return Optional.of(
          "Until %s must be from today, %s, to a year from now.".formatted(day.get(), today));
    }
    if (reason.isEmpty()) {
      return Optional.of("Say why: the reason is kept in the thread and in the audit.");
    }
    return reason.length() > LONGEST_REASON
        ? Optional.of("The reason has %d characters; 1,000 fit.".formatted(reason.length()))
        : Optional.empty();
  }

  private Optional<LocalDate> day() {
    try {
      return Optional.of(LocalDate.parse(until));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The end of its last day in the zone that times are shown in. Call after {@link #error}. */
  Instant end(Formats formats) {
    return day().orElseThrow().plusDays(1).atStartOfDay(formats.zone()).toInstant();
  }
}
