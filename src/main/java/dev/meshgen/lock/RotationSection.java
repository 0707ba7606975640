package dev.meshgen.lock;

/** The section of the mesh's lock about the root that is to take the place of another. */
final class RotationSection {
  private RotationSection() {}

  static void print(LockPrinter out, LockedRotation rotation) {
    out.line("rotation:");
    out.text(2, "phase", rotation.phase().id());
    if (rotation.back()) {
      out.line("  back: true");
    }
    CertificateSection.print(out, 2, "root", rotation.root());
  }

  static LockedRotation parse(LockNode.Fields fields) throws LockException {
    LockNode phase = fields.required("phase");
    var back = fields.optional("back");
    LockedRotation rotation =
        new LockedRotation(
            phase(phase),
            back.isPresent() && back.get().truth(),
            CertificateSection.parse(fields.required("root").fields()));
    fields.end();
    return rotation;
  }

  private static RootPhase phase(LockNode node) throws LockException {
    String text = node.text();
    return RootPhase.of(text).orElseThrow(() -> node.error("unknown phase \"" + text + "\""));
  }
}
