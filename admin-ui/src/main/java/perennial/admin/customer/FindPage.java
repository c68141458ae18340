package perennial.admin.customer;

import org.jspecify.annotations.Nullable;

/**
 * The way to a customer.
 *
 * @param id as typed before
 * @param note what has just been done; null when nothing was
 * @param error why there is no such customer; null when none was asked for
 */
public record FindPage(String title, String id, @Nullable String note, @Nullable String error) {}
