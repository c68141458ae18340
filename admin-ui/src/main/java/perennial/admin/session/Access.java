package perennial.admin.session;

import perennial.registry.Role;

/** Whom a route is for. */
public enum Access {
  /** Also without signing in. */
  ANYBODY,
  VIEWER,
  ENGINEER,
  ADMIN;

  boolean allows(Role role) {
    return this == ANYBODY || role.includes(Role.valueOf(name()));
  }
}
