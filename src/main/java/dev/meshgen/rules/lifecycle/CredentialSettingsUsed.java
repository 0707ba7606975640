package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.EnumSet;
import java.util.Set;

/** What a mesh says of a way of credentials, some cluster's credential takes. */
final class CredentialSettingsUsed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<ReaderToken.Mode> modes = EnumSet.of(ReaderToken.Mode.SEALED);
    mesh.clusters().stream()
        .map(Cluster::kubernetes)
        .forEach(each -> modes.add(each.reader().mode()));
    for (ReaderToken.Mode mode : EnumSet.complementOf(EnumSet.copyOf(modes))) {
      if (mesh.origins().isWritten("spec", "discovery", "credential", mode.id())) {
        report.add(unused(mesh, mode.id()));
      }
    }
  }

  private static Diagnostic unused(Mesh mesh, String mode) {
    String field = "discovery.credential." + mode;
    return Diagnostic.of(
            Code.RECIPIENTS_IGNORED,
            mesh.origins().at("spec", "discovery", "credential", mode),
            field + " has no effect: no cluster has `discovery.credential.mode: " + mode + "`")
        .expecting("settings for the delivery of credentials")
        .hinting("write `mode: " + mode + "` in the Mesh or in a Cluster, or remove " + field);
  }
}
