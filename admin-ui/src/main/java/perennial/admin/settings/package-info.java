/**
 * Who and what may come in, and who is told: users and their roles, keys of programs, webhooks, and
 * the reader's own sessions.
 */
@NullMarked
package perennial.admin.settings;

import org.jspecify.annotations.NullMarked;
