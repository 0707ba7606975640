package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tree says of its authorities, to whoever holds no key. */
class TrustTest {
  private static final String WEST = "rendered/clusters/west/trust/cacerts.sops.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  private Run status(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "trust";
    arguments[1] = "status";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return workspace.run(arguments);
  }

  @Test
  void listsWhatEndsFirstInFront() {
    Run run = status();

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            AUTHORITY             ENDS          DAYS  STATE    PHASE   NEXT
            intermediate of east  2027-01-15     365  valid    stable  nothing before 2026-09-15
            intermediate of west  2027-01-15     365  valid    stable  nothing before 2026-09-15
            root                  2036-01-13    3650  valid    stable  nothing before 2032-09-13
            """);
  }

  @Test
  void saysWhatIsDueAndWhatHasExpired() {
    assertThat(status("--as-of", "2026-09-16").out())
        .contains("121  due      stable  run `meshgen rotate east`");
    Run run = status("--as-of", "2027-02-01");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).contains("-17  expired  stable  run `meshgen rotate west`");
    assertThat(status("--as-of", "2033-01-01").out())
        .contains(
            "due      stable  replace it step by step, starting with `meshgen trust rotate root"
                + " distribute`");
  }

  /** RFC 5280 section 4.1.2.5: valid through the second of its end. */
  @Test
  void everyCommandHoldsACertificateValidInTheSecondOfItsEnd() {
    Instant end = Instant.parse("2027-03-01T00:00:00Z");
    workspace.at(end.minus(Duration.ofDays(365))).holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("rotate", "west", "east").code()).isZero();
    assertThat(workspace.read("rendered/clusters/west/meshgen.lock"))
        .contains("notAfter: \"" + end + "\"");

    workspace.at(end);
    assertThat(status().out()).contains("due").doesNotContain("expired");
    assertThat(workspace.run("verify").err()).contains("MG1010").doesNotContain("MG1019");
    assertThat(workspace.run("render", "--check").err()).doesNotContain("expired on");

    workspace.at(end.plusSeconds(1));
    assertThat(workspace.run("verify").err()).contains("MG1019");
  }

  @Test
  void aReplacedIntermediateIsNoLongerDue() {
    workspace.at(Workspace.NOW.plusSeconds(86_400L * 300)).holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("rotate", "east").code()).isZero();

    assertThat(status().out().lines().toList().get(1))
        .startsWith("intermediate of west  2027-01-15      65  due");
    assertThat(status().out().lines().toList().get(2))
        .startsWith("intermediate of east  2027-11-11     365  valid");
  }

  @Test
  void failsUnderADuration() {
    assertThat(status("--fail-under", "365d").code()).isZero();
    assertThat(status("--fail-under", "366d").code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(status("--fail-under", "48h").code()).isZero();
    Run run = status("--fail-under", "soon");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("such as 90d but was \"soon\"");
  }

  @Test
  void printsJsonForScripts() {
    JsonNode json = JsonMapper.shared().readTree(status("--format", "json").out());

    assertThat(json.path("mesh").asString()).isEqualTo("retail");
    assertThat(json.path("asOf").asString()).isEqualTo("2026-01-15");
    assertThat(json.path("phase").asString()).isEqualTo("stable");
    assertThat(json.path("authorities")).hasSize(3);
    JsonNode east = json.at("/authorities/0");
    assertThat(east.path("cluster").asString()).isEqualTo("east");
    assertThat(east.path("state").asString()).isEqualTo("valid");
    assertThat(east.path("daysLeft").asInt()).isEqualTo(365);
    assertThat(workspace.read("rendered/clusters/east/meshgen.lock"))
        .contains(east.path("sha256").asString(), east.path("serial").asString());
    assertThat(json.at("/authorities/2").has("cluster")).isFalse();
  }

  @Test
  void printsACalendarWithAWarningAThirdBeforeEachEnd() {
    String calendar = status("--format", "ics").out();

    assertThat(calendar).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:");
    assertThat(calendar).endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n");
    assertThat(calendar.replace("\r\n", "")).doesNotContain("\n", "\r");
    for (String line : calendar.split("\r\n")) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
    }
    List<String> lines = List.of(calendar.replace("\r\n ", "").split("\r\n"));
    assertThat(lines)
        .contains(
            "SUMMARY:retail: intermediate of east expires",
            "DTSTART:20270115T120000Z",
            "TRIGGER;VALUE=DATE-TIME:20260915T195640Z")
        .filteredOn(line -> line.equals("BEGIN:VALARM"))
        .hasSize(3);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("UID:"))
        .doesNotHaveDuplicates()
        .hasSize(3);
    assertThat(lines)
        .anyMatch(line -> line.matches("DESCRIPTION:SHA-256 \\p{XDigit}{64}\\\\nBefore: run .*"));
    assertThat(status("--format", "ics", "--as-of", "2026-12-01").out()).isEqualTo(calendar);
  }

  @Test
  void printsRulesForWhatIstiodTells() {
    String rules = status("--format", "prometheus").out();

    assertThat(rules)
        .contains(
            "name: meshgen-trust-retail",
            "(citadel_server_root_cert_expiry_timestamp > 0) - time() < 105120200",
            "(citadel_server_cert_chain_expiry_timestamp > 0) - time() < 10512200",
            "(citadel_server_cert_chain_expiry_timestamp > 0) - time() < 604800");
  }

  @Test
  void needsATreeThatHasBeenRendered() {
    Run run = status("-o", "nowhere");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("nowhere holds no certificate yet; run `meshgen render`");
  }

  @Test
  void saysWhichLockCannotBeRead() {
    workspace.append("rendered/clusters/west/meshgen.lock", "more: 1\n");

    assertThat(status().code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(status().err()).contains("rendered/clusters/west/meshgen.lock", "error[");
  }

  private void signedElsewhere(String authority) {
    workspace.delete("rendered");
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust:\n    authority: " + authority + "\n  delivery:\n");
  }

  @Test
  void saysWhoRenewsWhatTheTreeDoesNotHold() {
    signedElsewhere("{certManager: {issuer: {name: mesh-root}}}");

    Run run = status();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("the intermediates of mesh retail come from cert-manager, and are renewed there");
    assertThat(status("--format", "json").out()).contains("\"renewedBy\": \"cert-manager\"");
    assertThat(status("--format", "prometheus").out())
        .contains("cert_chain_expiry_timestamp > 0) - time() < 10512000");
    assertThat(workspace.run("trust", "show").err()).contains("come from cert-manager");
  }

  @ParameterizedTest
  @CsvSource({
    "caAddress, istio-csr.cert-manager.svc:443, the authority at istio-csr.cert-manager.svc:443",
    "signer, clusterissuers.cert-manager.io/mesh, the signer clusterissuers.cert-manager.io/mesh"
  })
  void ofWhatSignsForWorkloadsItSaysSo(String field, String value, String name) {
    signedElsewhere("{external: {" + field + ": \"" + value + "\"}}");

    Run run = status();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("mesh retail has no intermediates: " + name + " signs its workload certificates")
        .doesNotContain("come from");
    assertThat(status("--format", "json").out()).contains("\"renewedBy\": \"" + name + "\"");
    assertThat(workspace.run("rotate", "east").err())
        .contains("mesh \"retail\" has no intermediates: " + name);
  }

  @Test
  void anIstiodThatSignsNothingTellsNothing() {
    signedElsewhere("{external: {caAddress: \"istio-csr.cert-manager.svc:443\"}}");

    Run run = status("--format", "prometheus");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("sign nothing");
  }

  @Test
  void showsWhatACertificateSays() {
    Run run = workspace.run("trust", "show", "west");

    assertThat(run.code()).isZero();
    Map<String, String> fields = new TreeMap<>();
    run.out()
        .lines()
        .skip(1)
        .forEach(line -> fields.put(line.strip().split(" +")[0], line.substring(14)));
    assertThat(run.out()).startsWith("intermediate of west\n");
    assertThat(fields)
        .containsEntry("subject", "O=retail,OU=west,CN=west intermediate g1")
        .containsEntry("issuer", "O=retail,CN=retail root g1")
        .containsEntry("valid", "2026-01-15T11:50:00Z to 2027-01-15T12:00:00Z")
        .containsEntry("key", "ecdsa-p256")
        .containsEntry("names", "URI:spiffe://retail.example")
        .containsEntry(
            "chain", "O=retail,OU=west,CN=west intermediate g1 < O=retail,CN=retail root g1")
        .containsEntry("file", "clusters/west/trust/cacerts.sops.yaml");
    assertThat(workspace.read("rendered/clusters/west/meshgen.lock"))
        .contains(fields.get("serial"), fields.get("SHA-256"));
  }

  @Test
  void showsAllAndTheRoot() {
    JsonNode json =
        JsonMapper.shared().readTree(workspace.run("trust", "show", "--format", "json").out());

    assertThat(json).hasSize(3);
    assertThat(json.at("/2/name").asString()).isEqualTo("root");
    assertThat(json.at("/2/subject").asString()).isEqualTo(json.at("/2/issuer").asString());
    assertThat(json.at("/2/file").asString()).isEqualTo("trust/root-cert.pem");
    assertThat(json.at("/2/key").asString()).isEqualTo("ecdsa-p384");
    assertThat(json.at("/2/names")).isEmpty();
    assertThat(json.at("/0/chain")).hasSize(2);
  }

  @Test
  void ofAnEncryptedCertificateItShowsWhatTheLockSays() throws Exception {
    Sops.with(workspace, TestMesh.CLUSTERS_KEY).hide(WEST, mesh.clustersRecipient());

    assertThat(workspace.run("trust", "show", "west").out())
        .contains("subject     encrypted; `meshgen reseal`", "serial      ", "SHA-256     ")
        .doesNotContain("issuer", "chain");
  }

  @Test
  void showsNoCertificateThatTheLockDoesNotName() {
    String east = workspace.read(WEST.replace("west", "east"));
    workspace.write(WEST, east);

    Run run = workspace.run("trust", "show");
    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("clusters/west/trust/cacerts.sops.yaml does not match its lock");
  }

  @Test
  void knowsTheClustersOfTheTree() {
    assertThat(workspace.run("trust", "show", "wets").err()).contains("did you mean \"west\"?");
    assertThat(workspace.run("trust").err()).contains("missing subcommand: trust ");
  }
}
