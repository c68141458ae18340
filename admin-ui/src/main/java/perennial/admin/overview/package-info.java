/** The first page: is all well, and what serves where. */
@NullMarked
package perennial.admin.overview;

import org.jspecify.annotations.NullMarked;
