package perennial.admin.customer;

import perennial.admin.page.FormErrors;
import perennial.admin.session.Reason;

/**
 * An export or an erasure that was not done.
 *
 * @param act {@code export} or {@code erase}; empty when nothing was refused
 * @param reason as typed
 */
record Refused(String act, String reason, FormErrors errors) {
  static final Refused NOTHING = new Refused("", "", FormErrors.NONE);

  static Refused of(String act, Reason reason) {
    return new Refused(act, reason.text(), FormErrors.NONE.with("why-" + act, reason.error()));
  }
}
