/**
 * Who is at the browser: signing in and out, the session cookie, the token in every form, and the
 * filter that asks for them.
 */
@NullMarked
package perennial.admin.session;

import org.jspecify.annotations.NullMarked;
