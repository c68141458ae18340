package perennial.registry;

import java.time.Instant;

/**
 * One line of the audit: who did what, when, why. Entries are chained by hash and never changed.
 *
 * @param id 1, 2, 3, ...
 * @param action such as {@code register}, {@code deploy}, {@code login}
 * @param subject what it was done to, such as {@code retail v3}
 * @param detail what changed, in words
 * @param reason as given; empty where none is asked for
 * @param hash lower-case hex SHA-256 over this entry and the previous entry's hash
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String action,
    String subject,
    String detail,
    String reason,
    String hash) {}
