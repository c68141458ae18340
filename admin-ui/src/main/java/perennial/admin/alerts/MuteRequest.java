package perennial.admin.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.session.Form;
import perennial.admin.session.Reason;

/**
 * That somebody wants an alert muted, as typed.
 *
 * @param until last day of the mute
 */
record MuteRequest(String until, String reason) {
  private static final int LONGEST_DAYS = 366;

  static MuteRequest of(Form form) {
    return new MuteRequest(form.text("until").strip(), Reason.of(form).text());
  }

  /** What is wrong with it. */
  FormErrors errors(Formats formats) {
    return FormErrors.NONE
        .with("until", untilError(formats))
        .with("reason", new Reason(reason).error());
  }

  private Optional<String> untilError(Formats formats) {
    LocalDate today = formats.dayOf(formats.now());
    Optional<LocalDate> day = day();
    if (day.isEmpty()) {
      return Optional.of("Until '%s' is not a day such as %s.".formatted(until, today.plusDays(7)));
    }
    return day.get().isBefore(today) || day.get().isAfter(today.plusDays(LONGEST_DAYS))
        ? Optional.of(
            "Until %s must be from today, %s, to a year from now.".formatted(day.get(), today))
        : Optional.empty();
  }

  private Optional<LocalDate> day() {
    try {
      return Optional.of(LocalDate.parse(until));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The end of its last day in the zone that times are shown in. Call after {@link #errors}. */
  Instant end(Formats formats) {
    return day().orElseThrow().plusDays(1).atStartOfDay(formats.zone()).toInstant();
  }
}
