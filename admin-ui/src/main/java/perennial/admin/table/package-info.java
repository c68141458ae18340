/**
 * Tables that are sorted, filtered and paged on the server, and their CSV. A page describes its
 * columns once and gets the rows to show, the links of its heads, and the export from them.
 */
@NullMarked
package perennial.admin.table;

import org.jspecify.annotations.NullMarked;
