package perennial.admin.testing;

import java.util.List;
import java.util.Optional;
import perennial.registry.Role;
import perennial.registry.Users;

/** The people of {@link FakeAccounts}. */
public final class FakeUsers implements Users {
  private final FakeAccounts accounts;
  private final FakeAudit audit;

  public FakeUsers(FakeAccounts accounts, FakeAudit audit) {
    this.accounts = accounts;
    this.audit = audit;
  }

  @Override
  public List<Member> members() {
    return accounts.members();
  }

  @Override
  public String create(String name, Role role, String actor) {
    if (accounts.member(name).isPresent()) {
      throw new IllegalArgumentException("there is a user '%s' already".formatted(name));
    }
    String password = accounts.issuePassword(name, actor);
    accounts.setRole(name, role);
    audit.append(actor, "create-user", "user " + name, "role " + role.text(), "");
    return password;
  }

  @Override
  public String resetPassword(String name, String actor, String reason) {
    Role role = require(name).role();
    String password = accounts.issuePassword(name, actor);
    accounts.setRole(name, role);
    audit.append(actor, "issue-password", "user " + name, "one-time password", reason);
    return password;
  }

  @Override
  public void changeRole(String name, Role role, String actor, String reason) {
    var unused = require(name);
    accounts.setRole(name, role);
    audit.append(actor, "change-role", "user " + name, role.text(), reason);
  }

  @Override
  public void setDisabled(String name, boolean disabled, String actor, String reason) {
    var unused = require(name);
    accounts.setDisabled(name, disabled);
    audit.append(actor, disabled ? "disable-user" : "enable-user", "user " + name, "", reason);
  }

  @Override
  public void delete(String name, String actor, String reason) {
    var unused = require(name);
    accounts.remove(name);
    audit.append(actor, "delete-user", "user " + name, "", reason);
  }

  @Override
  public List<Session> sessions(String name, String currentToken) {
    return accounts.sessionsOf(name, currentToken);
  }

  @Override
  public boolean endSession(String name, String id) {
    Optional<String> token = accounts.tokenOf(name, id);
    token.ifPresent(accounts::endSession);
    return token.isPresent();
  }

  private Member require(String name) {
    return accounts
        .member(name)
        .orElseThrow(() -> new IllegalArgumentException("no user '%s'".formatted(name)));
  }
}
