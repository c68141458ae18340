package perennial.admin.session;

import org.jspecify.annotations.Nullable;

/**
 * The sign-in page.
 *
 * @param next where to go afterwards
 * @param user as typed before
 * @param followedLink whether a link on another site led here
 * @param noUsers whether nobody can sign in yet
 */
public record LoginPage(
    String next, String user, @Nullable String error, boolean followedLink, boolean noUsers) {}
