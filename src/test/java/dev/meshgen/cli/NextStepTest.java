package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code trust status} says comes next is never refused: it is tried. */
class NextStepTest {
  @TempDir Path folder;

  private Workspace workspace;

  private Run run(String... words) {
    return workspace.run(words);
  }

  private void succeeds(String... words) {
    Run run = run(words);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private String status() {
    Run run = run("trust", "status");
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private String next() {
    return status()
        .lines()
        .filter(line -> line.startsWith("Next: "))
        .map(line -> line.substring("Next: ".length()))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the step that is said to be next. */
  private void takesNext() {
    List<String> words = List.of(next().split(" "));
    assertThat(words.get(0)).isEqualTo("meshgen");
    succeeds(words.subList(1, words.size()).toArray(String[]::new));
  }

  private void at(Duration later) {
    workspace.at(Workspace.NOW.plus(later));
  }

  @Test
  void eachStepOfAGeneratedRootIsTheNext() {
    workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    succeeds("trust", "rotate", "root", "distribute", "--trust-recipients");
    takesNext();
    assertThat(next())
        .isEqualTo(
            "meshgen trust rotate root retire --confirm-applied, from 2026-01-16 12:00 UTC on");
    assertThat(run("trust", "status", "--format", "json").out())
        .contains(
            "\"next\": \"meshgen trust rotate root retire --confirm-applied\"",
            "\"nextFrom\": \"2026-01-16T12:00:00Z\"");
    assertThat(run("trust", "rotate", "root", "retire", "--confirm-applied").err())
        .contains("MG1074", "2026-01-16T12:00:00Z");

    at(Duration.ofDays(1));

    assertThat(next()).isEqualTo("meshgen trust rotate root retire --confirm-applied");
    assertThat(run("trust", "status", "--format", "json").out()).doesNotContain("nextFrom");
    takesNext();
    assertThat(status()).doesNotContain("Next:");
  }

  @Test
  void theWayBackWaitsForWorkloadsAsLongAsTheSpecLetsThemLive() {
    workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        """
          clusterDefaults: {values: {istiod: {pilot: {env: {MAX_WORKLOAD_CERT_TTL: 48h30m}}}}}
          delivery:
        """);
    succeeds("render");
    succeeds("trust", "rotate", "root", "distribute", "--trust-recipients");
    succeeds("trust", "rotate", "root", "sign", "--confirm-applied");
    succeeds("trust", "rotate", "root", "sign", "--back");

    assertThat(next())
        .isEqualTo(
            "meshgen trust rotate root distribute --back --confirm-applied, from 2026-01-17 12:30"
                + " UTC on");

    at(Duration.ofMinutes(48 * 60 + 29));
    assertThat(next()).contains(", from ");
    at(Duration.ofMinutes(48 * 60 + 30));
    takesNext();
  }

  /** Nothing signs below the new root before it is imported, or named in the spec. */
  @Test
  void whatSignsComesBeforeItSigns() {
    ForeignCa company = ImportedMesh.root(ForeignCa.ec("secp256r1"));
    workspace = TestMesh.rendered(folder).workspace();
    workspace.write("company.pem", company.pem()).write("company-key.pem", company.pkcs8());
    succeeds("trust", "rotate", "root", "distribute", "--certificate=company.pem");
    assertThat(next()).isEqualTo("set `trust.authority` to one that signs below the new root");

    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {files: {}}}\n  delivery:\n");
    succeeds("render");
    assertThat(next())
        .isEqualTo(
            "meshgen trust import --certificate=FILE --key=FILE, with an authority below the new"
                + " root");
    assertThat(run("trust", "rotate", "root", "sign", "--confirm-applied").code()).isNotZero();

    succeeds("trust", "import", "--certificate=company.pem", "--key=company-key.pem");
    workspace.holding(TestMesh.ROOT_KEY);
    takesNext();
  }

  private String nextOf(String authority) {
    return status()
        .lines()
        .filter(line -> line.startsWith(authority + " "))
        .findFirst()
        .orElseThrow()
        .replaceAll(".* (due|expired) +\\S+ +", "");
  }

  private void nearTheEnd() {
    workspace.at(Instant.parse("2035-12-15T12:00:00Z"));
  }

  @Test
  void ofARootFromElsewhereItsCertificateIsNeeded() {
    ForeignCa root = ImportedMesh.root(ForeignCa.ec("secp256r1"));
    workspace = ImportedMesh.below(folder, root).workspace();
    nearTheEnd();
    assertThat(nextOf("root"))
        .contains("starting with `meshgen trust rotate root distribute --certificate=FILE`");
    assertThat(nextOf("intermediate of east"))
        .isEqualTo("run `meshgen trust import east --cacerts=PATH`, or import a signing key");
    assertThat(run("rotate", "east").err()).contains("error[MG1052]");

    workspace.at(Workspace.NOW).write("ca.pem", root.pem()).write("ca-key.pem", root.pkcs8());
    succeeds("trust", "import", "--certificate=ca.pem", "--key=ca-key.pem");
    nearTheEnd();

    assertThat(nextOf("root")).contains("--certificate=FILE");
    assertThat(nextOf("intermediate of east"))
        .isEqualTo("replace its issuer first: a new one would expire no later");
  }

  @Test
  void aRequestThatIsOpenIsAnsweredFirst() {
    CsrMesh mesh = CsrMesh.answered(folder, CsrMesh.root());
    workspace = mesh.workspace();
    workspace.at(Workspace.NOW.plus(Duration.ofDays(300)));
    assertThat(nextOf("intermediate of east")).isEqualTo("run `meshgen rotate east`");
    succeeds("rotate", "east");

    assertThat(nextOf("intermediate of east"))
        .isEqualTo("have its request signed, then run `meshgen trust import FILE`");
    assertThat(nextOf("intermediate of west")).isEqualTo("run `meshgen rotate west`");
  }

  @Test
  void whileOneRootTakesThePlaceOfAnotherNoSecondRotationBegins() {
    workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    succeeds("trust", "rotate", "root", "distribute", "--trust-recipients");
    workspace.at(Workspace.NOW.plus(Duration.ofDays(300)));
    succeeds("trust", "rotate", "root", "sign", "west", "--confirm-applied");

    assertThat(nextOf("intermediate of east"))
        .isEqualTo("run `meshgen trust rotate root sign east`");
    nearTheEnd();
    assertThat(nextOf("root"))
        .isEqualTo(
            "finish the rotation of the root first; `meshgen trust status` prints its next step");
  }
}
