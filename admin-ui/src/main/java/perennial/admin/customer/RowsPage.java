package perennial.admin.customer;

import perennial.admin.table.TableView;

/** All events, or all logged predictions, of one customer. */
public record RowsPage<R>(String title, String sub, TableView<R> rows) {}
