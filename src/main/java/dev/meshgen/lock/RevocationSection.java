package dev.meshgen.lock;

import java.util.ArrayList;
import java.util.List;

/** What was revoked, in the lock of a mesh. */
final class RevocationSection {
  static final String NAME = "revoked";

  private RevocationSection() {}

  static void print(LockPrinter out, List<LockedRevocation> revoked) {
    if (revoked.isEmpty()) {
      return;
    }
    out.line(NAME + ":");
    for (LockedRevocation each : revoked) {
      out.key(2, each.serial());
      out.text(4, "cluster", each.cluster());
      out.text(4, "until", each.until().toString());
    }
  }

  static List<LockedRevocation> parse(LockNode.Fields section) throws LockException {
    List<LockedRevocation> revoked = new ArrayList<>();
    for (LockNode entry : section.all()) {
      LockNode.Fields fields = entry.fields();
      revoked.add(
          new LockedRevocation(
              fields.required("cluster").text(), entry.name(), fields.required("until").instant()));
      fields.end();
    }
    return revoked;
  }
}
