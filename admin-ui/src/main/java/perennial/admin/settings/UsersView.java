package perennial.admin.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
import perennial.admin.session.ShownOnce;
import perennial.admin.settings.UsersPage.RoleChoice;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.Role;
import perennial.registry.Users;
import perennial.registry.Users.Member;

/** Makes {@link UsersPage} and {@link UserPage}. */
public final class UsersView {
  static final String PATH = "/settings/users";
  static final Table<Member> TABLE =
      Table.of(
          "user",
          "users",
          Column.text("name", "Name", Member::name),
          Column.text("role", "Role", m -> m.role().text()),
          Column.text("state", "State", UsersView::state),
          Column.text("last_seen", "Last seen", m -> m.lastSeen().orElse(null)),
          Column.text("since", "Since", Member::createdAt));

  private final Users users;
  private final Formats formats;

  public UsersView(Users users, Formats formats) {
    this.users = users;
    this.formats = formats;
  }

  /** What the page was told by its address or by the form before. */
  record Said(@Nullable ShownOnce secret, @Nullable String note, @Nullable String error) {
    static Said wrong(String error) {
      return new Said(null, null, error);
    }
  }

  UsersPage all(TableQuery query, Said said, String name) {
    List<Member> members = users.members();
    return new UsersPage(
        title(members),
        TABLE.view(query, members, this::row),
        choices(Role.VIEWER),
        said.secret(),
        said.note(),
        said.error(),
        name);
  }

  UserPage one(String name, Said said, String reason) {
    Member m =
        users.members().stream()
            .filter(u -> u.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new NotFound("no user '%s'".formatted(name)));
    String role = (m.role() == Role.VIEWER ? "a " : "an ") + m.role().text();
    return new UserPage(
        m.name(),
        m.disabled() ? m.name() + " cannot sign in" : "%s is %s".formatted(m.name(), role),
        m.lastSeen()
            .map(at -> "Last seen " + formats.when(at).ago() + ", " + formats.when(at).text() + ".")
            .orElse("Not signed in at present."),
        m.disabled(),
        formats.when(m.createdAt()),
        choices(m.role()),
        said.secret(),
        said.note(),
        said.error(),
        reason);
  }

  List<Member> members() {
    return users.members();
  }

  private static String title(List<Member> members) {
    long able = members.stream().filter(m -> !m.disabled()).count();
    long admins = members.stream().filter(m -> !m.disabled() && m.role() == Role.ADMIN).count();
    return "%s may sign in, %s"
        .formatted(
            Formats.count(able, "person", "people"),
            able == 1 && admins == 1
                ? "as an admin"
                : "%s of them as %s"
                    .formatted(Formats.count(admins), admins == 1 ? "admin" : "admins"));
  }

  private static String state(Member m) {
    return m.disabled() ? "disabled" : m.oneTimePassword() ? "one-time password" : "active";
  }

  private UsersPage.Row row(Member m) {
    return new UsersPage.Row(
        new Link(m.name(), path(m.name())),
        m.role().text(),
        state(m),
        m.disabled() ? "unknown" : "ok",
        m.lastSeen().map(formats::when).orElse(null),
        formats.when(m.createdAt()));
  }

  static String path(String name) {
    return PATH + "/" + Link.segment(name);
  }

  private static List<RoleChoice> choices(Role chosen) {
    return Arrays.stream(Role.values())
        .map(r -> new RoleChoice(r.text(), may(r), r == chosen))
        .toList();
  }

  private static String may(Role role) {
    return switch (role) {
      case VIEWER -> "sees every page, changes nothing";
      case ENGINEER -> "also deploys, rolls back, trains and answers alerts";
      case ADMIN -> "also manages users, keys and webhooks, exports and erases customers";
    };
  }

  static Role role(String text) {
    return Role.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(() -> new IllegalArgumentException("role '%s' is none".formatted(text)));
  }
}
