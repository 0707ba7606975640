package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.ControlPlanes.Primary;
import java.util.List;
import java.util.Optional;

/**
 * A remote's webhooks lead to the istiod of the same revision in its primary, which they find by
 * its name. Like a data plane, its chart may have the minor of that istiod or the one before:
 * primaries are upgraded first.
 */
final class RemoteVersionOfPrimary implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster remote : mesh.clusters()) {
      for (Primary named : context.topology().controlPlanes().primaries(remote)) {
        if (ControlPlanes.runsIstiod(named.cluster())) {
          for (Revision revision : remote.istio().controlPlanes()) {
            problem(remote, revision, named.cluster()).ifPresent(report::add);
          }
        }
      }
    }
  }

  private static Optional<Diagnostic> problem(Cluster remote, Revision revision, Cluster primary) {
    Optional<Revision> control = primary.istio().find(revision.id());
    if (control.isEmpty()) {
      return Optional.of(lacks(remote, revision, primary));
    }
    Optional<MinorVersion> ours = line(revision);
    Optional<MinorVersion> theirs = line(control.get());
    return ours.isEmpty() || theirs.isEmpty() || theirs.get().isWithinOneOf(ours.get())
        ? Optional.empty()
        : Optional.of(differs(remote, revision, primary, control.get()));
  }

  private static Diagnostic lacks(Cluster remote, Revision revision, Cluster primary) {
    List<String> known = primary.istio().controlPlanes().stream().map(Revision::id).toList();
    boolean main = remote.istio().controlPlanes().indexOf(revision) == 0;
    Span at =
        main
            ? remote.origins().at("istio", "revision")
            : remote.origins().at("istio", "canary", "revision");
    return Diagnostic.of(
            Code.REMOTE_REVISION,
            at,
            "remote \""
                + remote.name()
                + "\" has revision \""
                + revision.id()
                + "\", which is missing in its primary \""
                + primary.name()
                + "\"")
        .expecting("a revision of the primary: " + String.join(", ", known))
        .hinting(
            "add a revision to the primary first, or to both at once, and remove it there last")
        .relating(primary.origins().document(), "its primary");
  }

  private static Diagnostic differs(
      Cluster remote, Revision revision, Cluster primary, Revision control) {
    return Diagnostic.of(
            Code.REMOTE_VERSION,
            WrittenVersion.at(remote, revision),
            "remote \""
                + remote.name()
                + "\" has Istio "
                + revision.version()
                + ", but its primary \""
                + primary.name()
                + "\" has "
                + control.version())
        .expecting("the minor of its primary, or the one before")
        .hinting("upgrade the primary first, or both at once in one clusterOverrides entry")
        .relating(WrittenVersion.at(primary, control), "the version of its primary");
  }

  private static Optional<MinorVersion> line(Revision revision) {
    return IstioVersion.parse(revision.version()).map(IstioVersion::line);
  }
}
