/**
 * What every page is made of: its frame, the templates, the assets, and how numbers and times are
 * written.
 */
@NullMarked
package perennial.admin.page;

import org.jspecify.annotations.NullMarked;
