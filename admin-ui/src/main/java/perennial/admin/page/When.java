package perennial.admin.page;

/**
 * A moment ready to be written.
 *
 * @param iso for machines
 * @param text with its time zone
 * @param ago its distance from now
 */
public record When(String iso, String text, String ago) {}
