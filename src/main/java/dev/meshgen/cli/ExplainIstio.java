package dev.meshgen.cli;

import dev.meshgen.istio.Advisory;
import dev.meshgen.istio.Applicability;
import dev.meshgen.istio.DefaultChange;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorDetails;
import dev.meshgen.istio.MinorVersion;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints what meshgen knows of Istio's versions, from the files of the minors. */
final class ExplainIstio {
  private final IstioCatalog catalog = IstioCatalog.builtIn();
  private final Console console;
  private final PrintWriter out;

  ExplainIstio(Console console) {
    this.console = console;
    this.out = console.out();
  }

  /** The minors, a line each. */
  int minors() {
    String columns = "%-8s %-13s %-14s %-18s %s%n";
    out.printf(columns, "ISTIO", "SUPPORTED TO", "KUBERNETES", "GATEWAY API", "BETWEEN NETWORKS");
    for (MinorVersion line : catalog.minors()) {
      IstioMinor minor = catalog.find(line).orElseThrow();
      out.printf(
          columns,
          line + "." + minor.patches().newest(),
          minor.support().end().map(LocalDate::toString).orElse("not known"),
          minor.kubernetes().toString(),
          minor.gatewayApi().text(),
          "sidecars, ambient " + minor.ambient().multiNetworkStatus());
    }
    return ExitCode.OK;
  }

  /** One minor, or one version of it. */
  int version(String text) {
    Optional<IstioVersion> version = IstioVersion.parse(text);
    Optional<IstioMinor> minor =
        version.map(IstioVersion::line).or(() -> MinorVersion.parse(text)).flatMap(catalog::find);
    if (minor.isEmpty()) {
      console.say(
          "\""
              + text
              + "\" is not a known Istio version; known minors: "
              + String.join(", ", catalog.minors().stream().map(Object::toString).toList()));
      return ExitCode.USAGE;
    }
    facts(minor.get());
    problems(minor.get(), version);
    changes(minor.get());
    details(minor.get());
    return ExitCode.OK;
  }

  private void facts(IstioMinor minor) {
    out.println("ISTIO:        " + minor.line() + ", patches to " + minor.patches().newest());
    out.println("RELEASED:     " + minor.support().released());
    minor.support().end().ifPresent(end -> out.println("SUPPORTED TO: " + end));
    out.println("KUBERNETES:   " + minor.kubernetes());
    String routes =
        minor
            .gatewayApi()
            .tlsRoutes()
            .map(version -> "; TLSRoutes from " + version)
            .orElse("; TLSRoutes are experimental");
    out.println("GATEWAY API:  " + minor.gatewayApi().text() + routes);
    out.println("AMBIENT:      " + minor.ambient().multiNetworkStatus() + " between networks");
    List<String> features = new ArrayList<>();
    new TreeMap<>(minor.patches().features())
        .forEach(
            (name, patch) ->
                features.add(patch == 0 ? name : name + " (" + minor.line() + "." + patch + ")"));
    list("FEATURES:", features);
  }

  private void problems(IstioMinor minor, Optional<IstioVersion> version) {
    List<String> lines = new ArrayList<>();
    for (Advisory advisory : minor.patches().advisories()) {
      if (version.isEmpty() || advisory.affects(version.get().patch())) {
        String fixed =
            advisory.fixedIn().isPresent()
                ? "before " + minor.line() + "." + advisory.fixedIn().getAsInt()
                : "in every patch";
        lines.add(fixed + ": " + advisory.summary() + suffix(advisory.concerns()));
      }
    }
    list("KNOWN PROBLEMS:", lines);
  }

  private static String suffix(Applicability concern) {
    return concern == Applicability.ALL ? "" : " (" + concern.id() + ")";
  }

  private void changes(IstioMinor minor) {
    List<String> lines = new ArrayList<>();
    for (DefaultChange change : minor.details().changes()) {
      String since = change.since() == 0 ? "" : "from patch " + change.since() + ", ";
      lines.add(since + change.what() + suffix(change.concerns()));
      change.toKeep().forEach(way -> lines.add("  otherwise: " + way));
    }
    list("CHANGES:", lines);
  }

  private void details(IstioMinor minor) {
    MinorDetails details = minor.details();
    list("COMPATIBILITY VERSIONS:", List.of(String.join(", ", details.compatibilityVersions())));
    List<String> gone = new ArrayList<>();
    details
        .removed()
        .forEach((name, instead) -> gone.add(instead.isEmpty() ? name : name + ": " + instead));
    list("REMOVED ISTIOD VARIABLES:", gone);
    List<String> kinds = new ArrayList<>();
    details
        .kinds()
        .forEach((kind, versions) -> kinds.add(kind + ": " + String.join(", ", versions)));
    list("KINDS:", kinds);
    List<String> left = new ArrayList<>();
    left(minor.registries().charts(), "charts", left);
    left(minor.registries().images(), "images", left);
    list("RETIRED REGISTRIES:", left);
  }

  private static void left(
      SortedMap<String, Optional<LocalDate>> registries, String what, List<String> lines) {
    for (Map.Entry<String, Optional<LocalDate>> entry : registries.entrySet()) {
      String until =
          entry.getValue().map(day -> what + " until " + day).orElse("never had these " + what);
      lines.add(entry.getKey() + ": " + until);
    }
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.println(heading);
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
