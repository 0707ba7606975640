package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.List;

/** Whoever sets a key or a validity expects certificates to have it. */
final class SettingsInUse implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Authority authority = Authorities.of(mesh);
    List<String> unread = new ArrayList<>();
    if (authority.signs() != KeyHolder.MINTED) {
      unread.add("root");
    }
    if (!authority.sealsKeys() && !authority.asksInCluster()) {
      unread.add("intermediate");
    }
    for (String profile : unread) {
      for (String field : List.of("key", "validity")) {
        if (mesh.origins().isWritten("spec", "trust", profile, field)) {
          Span at = mesh.origins().at("spec", "trust", profile, field);
          report.add(unread(mesh, "trust." + profile + "." + field, at));
        }
      }
    }
  }

  private static Diagnostic unread(Mesh mesh, String field, Span at) {
    return Diagnostic.of(
            Code.TRUST_UNREAD,
            at,
            field
                + " has no effect: "
                + Authorities.of(mesh).name()
                + " determines the certificates")
        .expecting("only fields read by the authority")
        .hinting("remove " + field + ", and set it where certificates are issued");
  }
}
