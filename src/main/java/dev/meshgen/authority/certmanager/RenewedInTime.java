package dev.meshgen.authority.certmanager;

import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/** cert-manager's webhook refuses a renewal that begins before the certificate does. */
final class RenewedInTime implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    ShortIntermediates.check(mesh, report);
    Validity whole = mesh.trust().intermediate().validity();
    Optional<Validity> before = CertManagerSettings.of(mesh).renewBefore();
    if (before.isPresent() && before.get().duration().compareTo(whole.duration()) >= 0) {
      report.add(
          Diagnostic.of(
                  Code.RENEWAL_TOO_EARLY,
                  mesh.trust().authority().settings().at("renewBefore"),
                  "an intermediate would be renewed \""
                      + before.get().text()
                      + "\" before it expires, but is valid for \""
                      + whole.text()
                      + "\"")
              .expecting("less than trust.intermediate.validity")
              .hinting("remove renewBefore, so that it is a third of the validity"));
    }
  }
}
