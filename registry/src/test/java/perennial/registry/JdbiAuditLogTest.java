package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.testing.TestDatabase;

class JdbiAuditLogTest {
  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final AuditLog audit = db.audit();

  @BeforeEach
  void write() {
    for (int i = 1; i <= 9; i++) {
      audit.append(i % 2 == 0 ? "bob" : "ann", "act" + i % 3, "thing " + i, "Größe " + i, "why");
    }
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void tamper(String statement) {
    db.jdbi()
        .useHandle(h -> {
          h.execute("ALTER TABLE audit DISABLE TRIGGER USER");
          h.execute(statement);
        });
  }

  @Test
  void firstBroken_untouched_isNone() {
    assertEquals(OptionalLong.empty(), audit.firstBroken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | UPDATE audit SET reason = 'another' WHERE id = 4",
        "4 | UPDATE audit SET actor = 'eve' WHERE id = 4",
        "4 | UPDATE audit SET at = at + interval '1 microsecond' WHERE id = 4",
        "4 | UPDATE audit SET subject = concat(subject, detail), detail = '' WHERE id = 4",
        "4 | UPDATE audit SET hash = sha256('x') WHERE id = 4",
        "5 | DELETE FROM audit WHERE id = 4",
        "2 | DELETE FROM audit WHERE id = 1",
        "9 | DELETE FROM audit WHERE id = 9",
        "8 | DELETE FROM audit WHERE id IN (8, 9)",
        "1 | DELETE FROM audit",
        "3 | UPDATE audit SET id = CASE id WHEN 3 THEN 40 ELSE 3 END WHERE id IN (3, 4)",
        "9 | UPDATE audit_head SET hash = sha256('x')",
      })
  void firstBroken_tampered_isFound(long broken, String statement) {
    tamper(statement);
    assertEquals(OptionalLong.of(broken), audit.firstBroken());
  }

  @Test
  void entries_filters_andPages() {
    assertEquals(List.of(9L, 8L), ids(AuditFilter.NONE, 0, 2));
    assertEquals(List.of(3L, 2L, 1L), ids(AuditFilter.NONE, 4, 100));
    assertEquals(List.of(8L, 6L, 4L, 2L), ids(new AuditFilter("bob", "", ""), 0, 100));
    assertEquals(List.of(6L), ids(new AuditFilter("bob", "act0", ""), 0, 100));
    assertEquals(List.of(7L), ids(new AuditFilter("", "", "GRÖSSE 7".replace("SS", "ß")), 0, 100));
    assertEquals(List.of(), ids(new AuditFilter("", "", "%"), 0, 100), "% is no wildcard");
  }

  private List<Long> ids(AuditFilter filter, long before, int limit) {
    return audit.entries(filter, before, limit).stream().map(AuditEntry::id).toList();
  }

  @Test
  void append_zeroByteOrNoActor_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> audit.append("a\u0000b", "act", "s", "d", ""));
    assertThrows(RuntimeException.class, () -> audit.append("", "act", "s", "d", ""));
    assertEquals(OptionalLong.empty(), audit.firstBroken());
  }
}
