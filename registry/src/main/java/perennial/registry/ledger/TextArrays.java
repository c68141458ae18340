package perennial.registry.ledger;

import java.util.Collection;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Many rows in one statement: a parameter for each column, which is an array of texts. */
final class TextArrays {
  private TextArrays() {}

  /** Binds one column of all rows; values in the form that {@code toString} gives. */
  static <S extends SqlStatement<S>, R> void bind(
      S statement, String name, Collection<R> rows, Function<R, @Nullable Object> column) {
    @Nullable String[] texts = new @Nullable String[rows.size()];
    int i = 0;
    for (R row : rows) {
      Object value = column.apply(row);
      texts[i++] = value == null ? null : value.toString();
    }
    statement.bindArray(name, String.class, (Object[]) texts);
  }
}
