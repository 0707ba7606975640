package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.RecipientKind;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Recipients of credentials where none is sealed, and settings of keys that no list names. */
final class SealingUnused implements Rule {
  private static final String SOPS = "sops";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.sealsBySops()) {
      discovery(mesh, report);
    }
    context.kinds().all().forEach(kind -> ofKind(kind, mesh, report));
  }

  private static void discovery(Mesh mesh, Report report) {
    List<Discovery.Group> groups = mesh.discovery().groups();
    if (!mesh.takesCredentials()) {
      String why =
          mesh.discovery().mode() == Discovery.Mode.NONE
              ? "with `discovery.mode: none` the tree holds no credentials"
              : "no cluster has `discovery.credential.mode: sealed`";
      Stream<Span> ofGroups =
          groups.stream().flatMap(group -> group.recipients().stream().limit(1)).map(Located::at);
      Stream.concat(written(mesh), ofGroups).forEach(at -> report.add(unused(at, why)));
    } else if (mesh.discovery().mode() == Discovery.Mode.GROUPS
        && groups.stream().noneMatch(group -> group.recipients().isEmpty())) {
      written(mesh)
          .forEach(at -> report.add(unused(at, "each discovery group has its own recipients")));
    }
  }

  /** Where the mesh names recipients of discovery, apart from those of its clusters. */
  private static Stream<Span> written(Mesh mesh) {
    return mesh.origins().isWritten("spec", "secrets", SOPS, "discovery")
        ? Stream.of(mesh.recipients().discovery().get(0).at())
        : Stream.empty();
  }

  private static Diagnostic unused(Span at, String why) {
    return Diagnostic.of(
            Code.RECIPIENTS_IGNORED, at, "nothing is sealed for these recipients: " + why)
        .expecting("recipients of credentials in the tree")
        .hinting("remove them");
  }

  private static void ofKind(RecipientKind kind, Mesh mesh, Report report) {
    boolean named =
        WrittenRecipients.of(mesh).all().stream()
            .flatMap(List::stream)
            .anyMatch(each -> each.value().kind().equals(kind.name()));
    kind.setting()
        .filter(setting -> !named && mesh.origins().isWritten("spec", "secrets", SOPS, setting))
        .map(setting -> unused(setting, mesh))
        .ifPresent(report::add);
  }

  private static Diagnostic unused(String setting, Mesh mesh) {
    return Diagnostic.of(
            Code.RECIPIENTS_IGNORED,
            mesh.origins().at("spec", "secrets", SOPS, setting),
            setting + " has no effect: no list of recipients has a key of that kind")
        .expecting("recipients of that kind")
        .hinting("name such a key among the recipients, or remove " + setting);
  }
}
