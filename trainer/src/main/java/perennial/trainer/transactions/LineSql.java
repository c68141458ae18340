package perennial.trainer.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import perennial.trainer.transactions.Columns.Amount;
import perennial.trainer.transactions.Columns.QuantityTimesPrice;

/**
 * SQL that brings the lines of one file into one form: customer, day, amount, order, kind. Money is
 * DECIMAL with six places.
 */
record LineSql(SourceFile file, LogFormat format) {
  /** Kinds of lines; everything from {@link #ZERO_QUANTITY} on is dropped and counted. */
  static final int PURCHASE = 0;

  static final int REFUND = 1;
  static final int ZERO_QUANTITY = 2;
  static final int NEGATIVE_TWICE = 3;

  static final String MONEY = "DECIMAL(18, 6)";

  /** Columns of table {@code lines} for which lines are numbered. */
  static final String NUMBERED =
      ", number BIGINT, order_text VARCHAR, channel VARCHAR, device VARCHAR, market VARCHAR,"
          + " category VARCHAR";

  /** A customer's key: see {@link LineParts}. */
  static final String KEY =
      "(CAST(hash(customer) %% %d AS BIGINT) << %d) | CAST(hash(customer) >> 9 AS BIGINT)"
          .formatted(HistoryBuilder.BUCKETS, LineParts.BUCKET_SHIFT);

  /** What stands for an order. */
  static final String ORDER =
      "CASE WHEN order_id IS NOT NULL THEN CAST(hash(order_id) >> 1 AS BIGINT) END";

  /** The rows of table {@code lines}: see {@link TransactionLog}. */
  String select(int fileNumber, boolean numbered) {
    String sql =
        """
        SELECT %d AS file, customer, %s AS key,
          day, CASE WHEN day IS NULL THEN COALESCE(date_text, '') END AS date_text,
          %s AS amount, %s AS kind, %s AS order_id%s
        FROM (SELECT %s AS customer, %s AS day, %s AS date_text, %s, %s AS order_id%s FROM %s)
        """;
    return sql.formatted(
        fileNumber,
        KEY,
        amount(),
        kind(),
        ORDER,
        numbered ? ", number, order_id AS order_text, channel, device, market, category" : "",
        customer(),
        day(),
        dateText(),
        numbers(),
        order(),
        numbered ? ", row_number() OVER () AS number" + attributes() : "",
        file.relation());
  }

  /** Texts of one column that are no numbers, of lines with a customer. */
  String badNumbers(String column) {
    return """
    SELECT DISTINCT COALESCE(CAST(%1$s AS VARCHAR), '') FROM %2$s
    WHERE %3$s IS NOT NULL AND %4$s IS NULL LIMIT 1000
    """
        .formatted(DuckSession.identifier(column), file.relation(), customer(), number(column));
  }

  /** The columns that hold numbers. */
  List<String> numberColumns() {
    return switch (format.columns().value()) {
      case Amount(String column) -> List.of(column);
      case QuantityTimesPrice(String quantity, String price) -> List.of(quantity, price);
    };
  }

  /** SQL for the customer's id, NULL where there is none. */
  String customer() {
    String name = format.columns().customer();
    String column = DuckSession.identifier(name);
    if (!file.isText(name)) {
      return "CAST(%s AS VARCHAR)".formatted(column);
    }
    // Trimming every id would cost a tenth of the whole run; hardly any has blanks. A text before
    // '!' is empty, or begins with a blank or a control character.
    return """
    CASE WHEN %1$s < '!' OR %1$s LIKE '%% ' THEN NULLIF(trim(%1$s), '')
      ELSE %1$s END\
    """
        .formatted(column);
  }

  private String day() {
    String name = format.columns().date();
    String column = DuckSession.identifier(name);
    String type = Objects.requireNonNull(file.types().get(name));
    if (type.equals("TIMESTAMP WITH TIME ZONE")) {
      return DateSql.instant(column, format.zone());
    }
    if (type.equals("DATE") || type.startsWith("TIMESTAMP")) {
      return "CAST(%s AS DATE)".formatted(column);
    }
    String text = file.isText(name) ? column : "CAST(%s AS VARCHAR)".formatted(column);
    return format
        .datePattern()
        .map(pattern -> DateSql.ofPattern(text, pattern))
        .orElseGet(() -> DateSql.iso(text, format.zone()));
  }

  private String dateText() {
    return "CAST(%s AS VARCHAR)".formatted(DuckSession.identifier(format.columns().date()));
  }

  private String order() {
    return text(format.columns().order());
  }

  private String attributes() {
    AttributeColumns columns = format.columns().attributes();
    return ", %s AS channel, %s AS device, %s AS market, %s AS category"
        .formatted(columns.all().stream().map(LineSql::text).toArray());
  }

  private static String text(Optional<String> column) {
    return column
        .map(
            name -> "NULLIF(trim(CAST(%s AS VARCHAR)), '')".formatted(DuckSession.identifier(name)))
        .orElse("CAST(NULL AS VARCHAR)");
  }

  private String numbers() {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < numberColumns().size(); i++) {
      numbers.add(number(numberColumns().get(i)) + " AS number_" + i);
    }
    return String.join(", ", numbers);
  }

  private static String number(String column) {
    return "TRY_CAST(%s AS %s)".formatted(DuckSession.identifier(column), MONEY);
  }

  private String amount() {
    return numberColumns().size() == 1
        ? "number_0"
        : "TRY_CAST(number_0 * number_1 AS %s)".formatted(MONEY);
  }

  private String kind() {
    return numberColumns().size() == 1
        ? "CASE WHEN number_0 < 0 THEN %d ELSE %d END".formatted(REFUND, PURCHASE)
        : "CASE WHEN number_0 = 0 THEN %d WHEN number_0 < 0 AND number_1 < 0 THEN %d WHEN number_0 < 0 OR number_1 < 0 THEN %d ELSE %d END"
            .formatted(ZERO_QUANTITY, NEGATIVE_TWICE, REFUND, PURCHASE);
  }
}
