package perennial.admin.customer;

import perennial.admin.table.TableView;

/**
 * All events, or all logged predictions, of one customer.
 *
 * @param heading of the table
 * @param kind the fragment that writes its rows: {@code events} or {@code predictions}
 */
public record RowsPage(
    String title, String sub, String heading, String kind, TableView<Object> rows) {}
