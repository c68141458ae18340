package perennial.admin.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, and what to do.
 *
 * @param title in words
 * @param requestId to find the log line by; null where nothing was logged
 */
public record ErrorPage(
    int status, String title, String detail, List<Link> ways, @Nullable String requestId) {}
