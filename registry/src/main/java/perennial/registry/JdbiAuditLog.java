package perennial.registry;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The audit's tables.
 *
 * <p>Entry {@code n} hashes the hash of entry {@code n - 1} followed by its own id, time and texts,
 * each with its length before it. A change of one entry therefore changes all later hashes. The row
 * of {@code audit_head} holds the newest id and hash; every writer locks it until its transaction
 * ends, so the chain cannot fork.
 */
final class JdbiAuditLog implements AuditLog {
  private static final byte[] START = new byte[32];
  private static final int FETCH_ROWS = 1000;

  private final Sql sql;

  JdbiAuditLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public AuditEntry append(
      String actor, String action, String subject, String detail, String reason) {
    return sql.inTransaction(
        "writing the audit", handle -> append(handle, actor, action, subject, detail, reason));
  }

  /**
   * Appends within the caller's transaction: what is audited and its entry happen together. The
   * last statement of that transaction, as it holds up all other writers.
   */
  static AuditEntry append(
      Handle handle, String actor, String action, String subject, String detail, String reason) {
    Head head = lockHead(handle);
    AuditEntry unhashed =
        new AuditEntry(head.id + 1, head.now, actor, action, subject, detail, reason, "");
    byte[] hash = hash(head.hash, unhashed);
    handle
        .createUpdate(
            """
            INSERT INTO audit (id, at, actor, action, subject, detail, reason, hash)
            VALUES (:id, :at, :actor, :action, :subject, :detail, :reason, :hash)
            """)
        .bind("id", unhashed.id())
        .bind("at", Sql.time(unhashed.at()))
        .bind("actor", actor)
        .bind("action", action)
        .bind("subject", subject)
        .bind("detail", detail)
        .bind("reason", reason)
        .bind("hash", hash)
        .execute();
    handle
        .createUpdate("UPDATE audit_head SET id = :id, hash = :hash")
        .bind("id", unhashed.id())
        .bind("hash", hash)
        .execute();
    return new AuditEntry(
        unhashed.id(),
        unhashed.at(),
        actor,
        action,
        subject,
        detail,
        reason,
        HexFormat.of().formatHex(hash));
  }

  private record Head(long id, byte[] hash, Instant now) {}

  private static Head lockHead(Handle handle) {
    // The time is read after the wait for the lock: times rise with the ids.
    handle.execute("SELECT id FROM audit_head FOR UPDATE");
    return handle
        .createQuery("SELECT id, hash, clock_timestamp() AS now FROM audit_head")
        .map((row, context) ->
            new Head(
                row.getLong("id"),
                row.getBytes("hash"),
                Sql.instant(row, "now").truncatedTo(ChronoUnit.MICROS)))
        .one();
  }

  @Override
  public List<AuditEntry> entries(AuditFilter filter, long beforeId, int limit) {
    return sql.inTransaction(
        "reading the audit",
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, at, actor, action, subject, detail, reason, hash FROM audit
                    WHERE (:before = 0 OR id < :before)
                      AND (:actor = '' OR actor = :actor)
                      AND (:action = '' OR action = :action)
                      AND (:text = ''
                           OR strpos(lower(subject), lower(:text)) > 0
                           OR strpos(lower(detail), lower(:text)) > 0
                           OR strpos(lower(reason), lower(:text)) > 0)
                    ORDER BY id DESC
                    LIMIT :limit
                    """)
                .bind("before", beforeId)
                .bind("actor", filter.actor())
                .bind("action", filter.action())
                .bind("text", filter.text())
                .bind("limit", limit)
                .map(JdbiAuditLog::entry)
                .list());
  }

  @Override
  public OptionalLong firstBroken() {
    return sql.inTransaction("verifying the audit", JdbiAuditLog::firstBroken);
  }

  private static OptionalLong firstBroken(Handle handle) {
    // The head first: entries that are written meanwhile are above it.
    Head head =
        handle
            .createQuery("SELECT id, hash, clock_timestamp() AS now FROM audit_head")
            .map((row, context) ->
                new Head(row.getLong("id"), row.getBytes("hash"), Sql.instant(row, "now")))
            .one();
    byte[] previous = START;
    long last = 0;
    try (Stream<AuditEntry> entries = upTo(handle, head.id)) {
      for (Iterator<AuditEntry> i = entries.iterator(); i.hasNext(); ) {
        AuditEntry entry = i.next();
        byte[] expected = hash(previous, entry);
        if (entry.id() != last + 1 || !HexFormat.of().formatHex(expected).equals(entry.hash())) {
          return OptionalLong.of(entry.id());
        }
        previous = expected;
        last = entry.id();
      }
    }
    boolean whole = last == head.id && Arrays.equals(previous, head.hash);
    return whole ? OptionalLong.empty() : OptionalLong.of(last == head.id ? last : last + 1);
  }

  private static Stream<AuditEntry> upTo(Handle handle, long id) {
    return handle
        .createQuery(
            """
            SELECT id, at, actor, action, subject, detail, reason, hash FROM audit
            WHERE id <= :id ORDER BY id
            """)
        .bind("id", id)
        .setFetchSize(FETCH_ROWS)
        .map(JdbiAuditLog::entry)
        .stream();
  }

  private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        Sql.instant(row, "at"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"),
        row.getString("reason"),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }

  private static byte[] hash(byte[] previous, AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(previous);
      out.writeLong(entry.id());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
      for (String text :
          List.of(entry.actor(), entry.action(), entry.subject(), entry.detail(), entry.reason())) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Hashes.sha256(bytes.toByteArray());
  }
}
