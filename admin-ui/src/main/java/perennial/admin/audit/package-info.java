/** The audit log as a page and as a CSV file. */
@NullMarked
package perennial.admin.audit;

import org.jspecify.annotations.NullMarked;
