package perennial.registry;

import java.util.List;
import org.jdbi.v3.core.Handle;
import perennial.registry.retraining.RunLine;

/** The lines that training runs write, within the caller's transaction. */
final class RunLogTable {
  private static final int MAX_CHARACTERS = 4_000;

  private RunLogTable() {}

  /** Lines of one run are numbered under the lock of its row. */
  static void append(Handle handle, long run, String text) {
    int lines =
        handle
            .createUpdate(
                """
                WITH counted AS (
                  UPDATE training_runs SET lines = lines + 1 WHERE id = :run RETURNING lines)
                INSERT INTO training_run_lines (run, number, at, text)
                SELECT :run, lines, clock_timestamp(), :text FROM counted
                """)
            .bind("run", run)
            .bind("text", text(text))
            .execute();
    if (lines == 0) {
      throw new IllegalArgumentException("there is no run " + run);
    }
  }

  static List<RunLine> lines(Handle handle, long run, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT number, at, text FROM training_run_lines
            WHERE run = :run AND number > :after
            ORDER BY number
            LIMIT :limit
            """)
        .bind("run", run)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) ->
            new RunLine(row.getLong("number"), Sql.instant(row, "at"), row.getString("text")))
        .list();
  }

  /** What a run says may quote a broken file: without zero bytes, and cut. */
  static String text(String said) {
    String clean = said.replace('\0', '\uFFFD');
    return clean.length() <= MAX_CHARACTERS ? clean : clean.substring(0, MAX_CHARACTERS) + "...";
  }
}
