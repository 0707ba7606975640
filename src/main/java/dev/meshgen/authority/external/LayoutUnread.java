package dev.meshgen.authority.external;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** An istiod that signs nothing reads no {@code cacerts}. */
final class LayoutUnread implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    var settings = mesh.trust().authority().settings();
    if (settings.isWritten("layout")) {
      String signer = settings.isWritten("caAddress") ? "caAddress" : "signer";
      report.add(
          Diagnostic.of(
                  Code.TRUST_UNREAD,
                  settings.at("layout"),
                  "trust.authority.external.layout has no effect beside "
                      + signer
                      + ": istiod"
                      + " signs nothing, and reads no `cacerts`")
              .expecting("only fields read by the authority")
              .hinting("remove layout"));
    }
  }
}
