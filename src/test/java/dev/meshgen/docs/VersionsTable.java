package dev.meshgen.docs;

import dev.meshgen.istio.Advisory;
import dev.meshgen.istio.Applicability;
import dev.meshgen.istio.DefaultChange;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the files of the minors say of each: windows, changes of defaults, known problems. */
final class VersionsTable {
  private VersionsTable() {}

  static String write() {
    IstioCatalog catalog = IstioCatalog.builtIn();
    List<IstioMinor> minors = new ArrayList<>();
    catalog.minors().forEach(line -> minors.add(catalog.find(line).orElseThrow()));
    StringBuilder out = new StringBuilder();
    out.append("| Istio | Supported to | Kubernetes | Gateway API | Ambient between networks |\n");
    out.append("|---|---|---|---|---|\n");
    for (IstioMinor minor : minors) {
      row(
          out,
          minor.line() + "." + minor.patches().newest(),
          minor.support().end().map(LocalDate::toString).orElse("not known"),
          minor.kubernetes().toString(),
          minor.gatewayApi().text(),
          minor.ambient().multiNetworkStatus());
    }
    out.append("\n| From | What Istio does otherwise | To keep it as it was |\n|---|---|---|\n");
    minors.forEach(minor -> changes(out, minor));
    out.append("\n| Patches | Known problem | Upstream |\n|---|---|---|\n");
    minors.forEach(minor -> problems(out, minor));
    return out.toString();
  }

  private static void changes(StringBuilder out, IstioMinor minor) {
    for (DefaultChange change : minor.details().changes()) {
      List<String> ways = new ArrayList<>();
      change.toKeep().forEach(way -> ways.add("`" + way + "`"));
      if (change.compatible()) {
        ways.add("an older `compatibilityVersion`");
      }
      row(
          out,
          minor.line() + "." + change.since(),
          change.what() + concerns(change.concerns()),
          String.join(", or ", ways));
    }
  }

  private static String concerns(Applicability concern) {
    return switch (concern) {
      case ALL -> "";
      case AMBIENT -> " (ambient)";
      case SIDECAR -> " (sidecars)";
      case CNI -> " (CNI plugin)";
      case TRUST_DOMAIN -> " (own trust domain)";
    };
  }

  private static void problems(StringBuilder out, IstioMinor minor) {
    for (Advisory advisory : minor.patches().advisories()) {
      String first = minor.line() + "." + advisory.firstPatch();
      String last =
          advisory.fixedIn().isEmpty()
              ? " on"
              : advisory.lastPatch() == advisory.firstPatch() ? "" : " to " + advisory.lastPatch();
      row(
          out,
          first + last,
          advisory.summary() + concerns(advisory.concerns()),
          advisory.upstream());
    }
  }

  private static void row(StringBuilder out, String... cells) {
    for (String cell : cells) {
      out.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    out.append("|\n");
  }
}
