/** Pages that read: a model with its versions and deployments, one version, two compared. */
@NullMarked
package perennial.admin.model;

import org.jspecify.annotations.NullMarked;
