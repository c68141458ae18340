package perennial.admin.session;

import perennial.registry.Role;

/**
 * What the reader of a page may do, for its buttons.
 *
 * @param role in words
 * @param engineer whether an engineer's buttons work
 * @param admin whether an admin's buttons work
 */
public record Rights(String role, boolean engineer, boolean admin) {
  static Rights of(Role role) {
    return new Rights(role.text(), role.includes(Role.ENGINEER), role.includes(Role.ADMIN));
  }
}
