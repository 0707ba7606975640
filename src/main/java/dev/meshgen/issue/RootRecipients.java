package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Mesh;

/** Whom the key that signs is sealed for. */
public final class RootRecipients {
  private RootRecipients() {}

  /** {@link Code#ROOT_RECIPIENTS_MISSING}, where such a key is at hand. */
  public static Diagnostic missing(Mesh mesh) {
    return Diagnostic.of(
            Code.ROOT_RECIPIENTS_MISSING,
            mesh.origins().at("spec", "secrets", "sops"),
            "missing secrets.sops.root: the signing key has no recipients")
        .expecting("recipients of that key, other than those of the clusters")
        .hinting("add `root` with its recipients beside them");
  }
}
