package perennial.admin.settings;

import java.util.Arrays;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
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

  /**
   * What was typed into one of the forms of a user.
   *
   * @param act which form; empty for none
   * @param role as chosen; empty where the form has none
   */
  record Typed(String act, String role, String reason) {
    static final Typed NOTHING = new Typed("", "", "");
  }

  private final Users users;
  private final Formats formats;

  public UsersView(Users users, Formats formats) {
    this.users = users;
    this.formats = formats;
  }

  UsersPage all(TableQuery query, Said said, NewUser typed) {
    List<Member> members = users.members();
    return new UsersPage(
        title(members),
        TABLE.view(query, members, this::row),
        choices(typed.role()),
        said.secret(),
        said.note(),
        said.errors(),
        typed.name());
  }

  /**
   * @param typed what was typed before, and into which form
   */
  UserPage one(String name, Said said, Typed typed) {
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
        choices(typed.role().isEmpty() ? m.role().text() : typed.role()),
        said.secret(),
        said.note(),
        said.errors(),
        typed.act(),
        typed.reason());
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

  private static List<RoleChoice> choices(String chosen) {
    return Arrays.stream(Role.values())
        .map(r -> new RoleChoice(r.text(), may(r), r.text().equals(chosen)))
        .toList();
  }

  private static String may(Role role) {
    return switch (role) {
      case VIEWER -> "sees every page, changes nothing";
      case ENGINEER -> "also deploys, rolls back, trains and answers alerts";
      case ADMIN -> "also manages users, keys and webhooks, exports and erases customers";
    };
  }
}
