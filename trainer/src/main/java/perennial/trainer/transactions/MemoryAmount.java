package perennial.trainer.transactions;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory such as {@code 512MB} or {@code 2GiB}. */
final class MemoryAmount {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([kmgt])(i?)b");
  private static final long LEAST = 64_000_000;

  private MemoryAmount() {}

  /**
   * @return bytes
   * @throws BadInput when the text is no amount, or less than 64 MB
   */
  static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new BadInput("memory limit '%s' is no amount such as 512MB or 2GB".formatted(text));
    }
    int base = matcher.group(3).isEmpty() ? 1000 : 1024;
    double bytes =
        Long.parseLong(matcher.group(1)) * Math.pow(base, 1 + "kmgt".indexOf(matcher.group(2)));
    if (bytes < LEAST) {
      throw new BadInput("memory limit '%s' is too little: give 64MB or more".formatted(text));
    }
    return (long) bytes;
  }
}
