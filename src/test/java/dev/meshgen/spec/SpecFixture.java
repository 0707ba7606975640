package dev.meshgen.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import java.util.List;
import java.util.Optional;

/** Small specs for tests, and what reading them says. */
final class SpecFixture {
  static final String RECIPIENT = "age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65";

  private static final String ISTIO = "  istio: {version: \"1.30.1\"}\n";

  private SpecFixture() {}

  /** A Mesh whose {@code spec} has {@code more} beside what it must have. */
  static String mesh(String more) {
    return """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata:
          name: retail
        spec:
          secrets: {sops: {age: [%1$s], root: {age: [%1$s]}}}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        %2$s"""
            .formatted(RECIPIENT, more.startsWith("istio:") ? "" : ISTIO)
        + more.indent(2);
  }

  static String cluster(String name, String labels, String spec) {
    return """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %s, labels: {%s}}
        spec:
          platform: eks
        """
            .formatted(name, labels)
        + spec.indent(2);
  }

  /** What a spec without problems says. */
  static Spec read(String... parts) {
    Report report = new Report();
    Optional<Spec> spec = read(report, String.join("", parts));
    if (report.hasErrors()) {
      throw new AssertionError(report.diagnostics());
    }
    return spec.orElseThrow();
  }

  static Optional<Spec> read(Report report, String text) {
    return new ReadSpec(new Schemas())
        .read(List.of(new SpecSource("mesh.yaml", text.getBytes(UTF_8))), report);
  }

  /** What is wrong, each as {@code line:column code message | hint}. */
  static List<String> problems(String... parts) {
    Report report = new Report();
    read(report, String.join("", parts));
    return report.diagnostics().stream().map(SpecFixture::shown).toList();
  }

  private static String shown(Diagnostic found) {
    return found.at().line()
        + ":"
        + found.at().column()
        + " "
        + found.code()
        + " "
        + found.message()
        + (found.hint().isEmpty() ? "" : " | " + found.hint());
  }
}
