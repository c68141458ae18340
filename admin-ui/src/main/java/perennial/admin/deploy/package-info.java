/** Pages that change what serves: promote and roll back. */
@NullMarked
package perennial.admin.deploy;

import org.jspecify.annotations.NullMarked;
