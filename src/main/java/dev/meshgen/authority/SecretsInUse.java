package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** Whoever says for whom a key is sealed, or where it is kept, expects that there is one. */
final class SecretsInUse implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Authority authority = Authorities.of(mesh);
    String kind = "`trust.authority: {" + mesh.trust().authority().kind() + ": ...}`";
    if (!mesh.recipients().root().isEmpty() && holdsNoRoot(authority.signs())) {
      report.add(
          Diagnostic.of(
                  Code.RECIPIENTS_IGNORED,
                  mesh.recipients().root().get(0).at(),
                  "nothing is sealed for these recipients: the tree holds no root key with " + kind)
              .expecting("`root` beside authority `generated` or `files`")
              .hinting("remove `root`, once no rotation replaces a key in the tree"));
    }
    if (!authority.sealsKeys() && !mesh.takesCredentials()) {
      way(mesh, kind, report);
    }
  }

  private static boolean holdsNoRoot(KeyHolder signs) {
    return signs.isAsked() || signs == KeyHolder.CLUSTER;
  }

  private static void way(Mesh mesh, String kind, Report report) {
    for (String way : new String[] {"vault", "sealedSecrets"}) {
      if (mesh.origins().isWritten("spec", "secrets", way)) {
        report.add(
            Diagnostic.of(
                    Code.RECIPIENTS_IGNORED,
                    mesh.origins().at("spec", "secrets", way),
                    "secrets."
                        + way
                        + " has no effect: no key or credential passes through meshgen with "
                        + kind)
                .expecting("a mesh with keys or credentials from meshgen")
                .hinting("remove secrets." + way));
      }
    }
  }
}
