package perennial.trainer.transactions;

import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** Some rows of the feature SQL's result, whose column order is known here only. */
final class HistoryChunk {
  private static final int COLUMNS = 9;

  private final DuckDBReadableVector[] columns = new DuckDBReadableVector[COLUMNS];
  private final int size;

  HistoryChunk(DuckDBDataChunkReader chunk) {
    size = (int) chunk.rowCount();
    for (int c = 0; c < COLUMNS; c++) {
      columns[c] = chunk.vector(c);
    }
  }

  int size() {
    return size;
  }

  String customer(int i) {
    return columns[0].getString(i);
  }

  int repeatPurchases(int i) {
    return columns[1].getInt(i);
  }

  HistoryRow row(int i) {
    return new HistoryRow(
        columns[1].getInt(i),
        columns[2].getInt(i),
        columns[3].getInt(i),
        columns[4].getInt(i),
        columns[5].getInt(i),
        columns[6].getDouble(i),
        columns[7].getDouble(i));
  }

  int matchedRefundLines(int i) {
    return columns[8].getInt(i);
  }
}
