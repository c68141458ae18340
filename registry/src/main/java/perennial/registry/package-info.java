/**
 * The registry: models, their immutable versions, their append-only deployments, and who changed
 * what. The only package with SQL, and the only one that turns a model into bytes.
 */
@NullMarked
package perennial.registry;

import org.jspecify.annotations.NullMarked;
