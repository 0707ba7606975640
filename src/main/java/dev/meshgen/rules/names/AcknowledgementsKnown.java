package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.model.Acknowledgement;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is acknowledged is a warning, in clusters that there are, until a day that there is. */
final class AcknowledgementsKnown implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<String> names = mesh.clusters().stream().map(Cluster::name).toList();
    for (Acknowledgement entry : mesh.acknowledged()) {
      if (!context.changes().test(entry.code().value())) {
        code(entry.code()).ifPresent(report::add);
      }
      for (Located<String> cluster : entry.clusters()) {
        if (!names.contains(cluster.value())) {
          report.add(unknownCluster(cluster, names));
        }
      }
      if (entry.lastDay().isEmpty()) {
        report.add(noDay(entry.until()));
      }
    }
  }

  private static Optional<Diagnostic> code(Located<String> id) {
    Optional<Code> code = Code.of(id.value());
    if (code.isEmpty()) {
      return Optional.of(unknownCode(id));
    }
    return switch (code.get().severity()) {
      case WARNING -> Optional.empty();
      case ERROR -> Optional.of(notWarning(id, "an error").hinting("fix it, and remove the entry"));
      case NOTE ->
          Optional.of(
              notWarning(id, "a note")
                  .hinting("remove the entry; a note does not count for --strict"));
    };
  }

  private static Diagnostic notWarning(Located<String> id, String what) {
    return Diagnostic.of(
            Code.ACKNOWLEDGED_CODE,
            id.at(),
            "code " + id.value() + " is " + what + "; only warnings can be acknowledged")
        .expecting("the code of a warning");
  }

  private static Diagnostic unknownCode(Located<String> id) {
    List<String> warnings =
        Stream.of(Code.values())
            .filter(code -> code.severity() == Severity.WARNING)
            .map(Code::id)
            .toList();
    String way = "copy it from the brackets after the word \"warning\"";
    return Diagnostic.of(
            Code.ACKNOWLEDGED_CODE, id.at(), "unknown diagnostic code \"" + id.value() + "\"")
        .expecting("the code of a warning, or of a finding of `meshgen diff`")
        .hinting(DidYouMean.closest(id.value(), warnings).map(DidYouMean::question).orElse(way));
  }

  private static Diagnostic unknownCluster(Located<String> cluster, List<String> names) {
    return Diagnostic.of(
            Code.ACKNOWLEDGED_CLUSTER, cluster.at(), "unknown cluster \"" + cluster.value() + "\"")
        .expecting("the names of clusters: " + NameList.some(names))
        .hinting(
            DidYouMean.closest(cluster.value(), names)
                .map(DidYouMean::question)
                .orElse("remove it, if the cluster has left the mesh"));
  }

  private static Diagnostic noDay(Located<String> until) {
    return Diagnostic.of(
            Code.ACKNOWLEDGED_UNTIL, until.at(), "\"" + until.value() + "\" is not a valid date")
        .expecting("YEAR-MONTH-DAY, such as \"2027-03-31\"")
        .hinting("correct the month or the day");
  }
}
