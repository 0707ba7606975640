package dev.meshgen.lock;

/** A certificate in a lock. */
final class CertificateSection {
  private static final int MOST_GENERATIONS = 999_999;

  private CertificateSection() {}

  static void print(LockPrinter out, int indent, String name, LockedCertificate facts) {
    int below = indent + 2;
    out.line(" ".repeat(indent) + name + ":");
    out.line(" ".repeat(below) + "generation: " + facts.generation());
    out.text(below, "serial", facts.serial());
    out.text(below, "sha256", facts.sha256());
    out.text(below, "publicKey", facts.publicKey());
    out.text(below, "issuer", facts.issuer());
    out.text(below, "notBefore", facts.notBefore().toString());
    out.text(below, "notAfter", facts.notAfter().toString());
    out.text(below, "imported", facts.imported());
  }

  static LockedCertificate parse(LockNode.Fields fields) throws LockException {
    LockedCertificate facts =
        new LockedCertificate(
            generation(fields.required("generation")),
            fields.required("serial").text(),
            fields.required("sha256").digest(),
            fields.required("publicKey").digest(),
            fields.required("issuer").text(),
            fields.required("notBefore").instant(),
            fields.required("notAfter").instant(),
            fields.optionalText("imported"));
    fields.end();
    return facts;
  }

  static int generation(LockNode node) throws LockException {
    int generation = node.integer();
    if (generation < 1 || generation > MOST_GENERATIONS) {
      throw node.error("generation " + generation + " is not between 1 and " + MOST_GENERATIONS);
    }
    return generation;
  }
}
