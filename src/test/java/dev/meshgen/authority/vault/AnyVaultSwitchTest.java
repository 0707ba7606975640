package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From Vault to each other authority, and from each to Vault: with the double and with a real one.
 * Where the root stays, so does every certificate; where it would be another, nothing is written.
 * From {@code generated} to Vault is in {@code AnyVaultTest}, all that has nothing to do with Vault
 * in {@code SwitchedAuthorityTest}.
 */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class AnyVaultSwitchTest {
  private static final AtomicInteger MOUNTS = new AtomicInteger();
  private static final String ROOT_CERTIFICATE = "trust/root-cert.pem";
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "certManager", "{certManager: {issuer: {name: mesh-root}}}",
          "external", "{external: {}}",
          "caAddress", "{external: {caAddress: \"istio-csr.cert-manager.svc:443\"}}",
          "signer", "{external: {signer: clusterissuers.cert-manager.io/mesh-root}}");

  @TempDir private Path folder;
  private final ForeignCa root = root("Company Root");
  private final String mount = "switched-" + MOUNTS.incrementAndGet();
  private VaultMesh mesh;

  /** A server that other tests use, too. */
  protected abstract VaultAdmin vault();

  /** With an identifier of its key: of any other, Vault says that it signs no lists. */
  private static ForeignCa root(String name) {
    return ForeignCa.of("CN=" + name, ForeignCa.ec("secp256r1"), Instant.now())
        .asStepMakesIt()
        .selfSigned();
  }

  /** A mount that signs with the key of the company's root. */
  private void vaultTakesTheRoot() {
    vault()
        .must(
            "sys/mounts/" + mount,
            Map.of("type", "pki", "config", Map.of("max_lease_ttl", "43800h")));
    vault().must(mount + "/issuers/import/bundle", Map.of("pem_bundle", root.pem() + root.pkcs8()));
  }

  private void names(String authority, int clusters) {
    if (mesh == null) {
      mesh = new VaultMesh(folder);
    }
    mesh.spec(authority, "365d", clusters);
  }

  private void namesVault(int clusters) {
    names("{vault: {address: \"" + vault().address() + "\", mount: " + mount + "}}", clusters);
    vault().policy(mount, mesh.policy());
    mesh.with("VAULT_TOKEN", vault().token(mount));
  }

  private void renderedByVault() {
    vaultTakesTheRoot();
    namesVault(2);
    mesh.rendered();
    mesh.workspace().without("VAULT_TOKEN");
  }

  private void imports(ForeignCa above, String... clusters) {
    for (String cluster : clusters) {
      ForeignCa signer =
          ForeignCa.of("CN=" + cluster, ForeignCa.ec("secp256r1"), Instant.now())
              .pathLength(0)
              .issuedBy(above);
      Map<String, String> files = new LinkedHashMap<>();
      files.put("ca-cert.pem", signer.pem());
      files.put("ca-key.pem", signer.pkcs8());
      files.put("cert-chain.pem", signer.pem() + above.pem());
      files.put("root-cert.pem", above.pem());
      files.forEach((name, text) -> mesh.workspace().write("certs/" + cluster + "/" + name, text));
    }
  }

  private void answers(ForeignCa above, String cluster) {
    String request =
        mesh.workspace().read("rendered/clusters/" + cluster + "/request/cacerts.csr.pem");
    Instant now = Instant.now();
    mesh.workspace()
        .write(
            cluster + ".pem",
            ForeignCa.answering(request, now)
                    .pathLength(0)
                    .named("spiffe://cluster.local")
                    .serial(cluster.hashCode() & 0xffff)
                    .valid(now.minus(Duration.ofMinutes(5)), now.plus(Duration.ofDays(365)))
                    .issuedBy(above)
                    .pem()
                + above.pem());
  }

  private void renderedByImports() {
    names("{files: {}}", 2);
    imports(root, "c10", "c11");
    mesh.done("trust", "import", "--cacerts=certs");
  }

  private void renderedByRequests() {
    names("{csr: {}}", 2);
    mesh.done("trust", "csr");
    answers(root, "c10");
    answers(root, "c11");
    mesh.done("trust", "import", "c10.pem", "c11.pem");
  }

  private void rendered(String before) {
    switch (before) {
      case "files" -> renderedByImports();
      case "csr" -> renderedByRequests();
      default -> {
        names(ELSEWHERE.get(before), 2);
        mesh.rendered();
      }
    }
  }

  private void staysAsItWas(SortedMap<String, String> before) {
    SortedMap<String, String> now = mesh.tree();
    for (String cluster : new String[] {"c10", "c11"}) {
      String path = "clusters/" + cluster + "/trust/cacerts.sops.yaml";
      assertThat(now).containsEntry(path, before.get(path));
    }
    assertThat(now.get(ROOT_CERTIFICATE)).endsWith(root.pem());
    mesh.done("render", "--check");
    mesh.done("render", "--frozen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "csr"})
  void intoVaultBelowTheSameRoot(String before) {
    rendered(before);
    SortedMap<String, String> old = mesh.tree();
    vaultTakesTheRoot();
    namesVault(2);
    mesh.workspace().without("VAULT_TOKEN");

    mesh.rendered();

    staysAsItWas(old);
    namesVault(3);
    assertThat(mesh.rendered()).contains("issued cacerts for c12");
    staysAsItWas(old);
  }

  /** It is told as soon as Vault has to sign, and not before: until then it is not asked. */
  @ParameterizedTest
  @ValueSource(strings = {"files", "csr"})
  void intoVaultBelowAnotherRoot(String before) {
    rendered(before);
    vault().rootMount(mount, "Another Root");
    namesVault(3);

    assertThat(mesh.refused(1))
        .contains("MG1516", "but must chain to root", "rotate root distribute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"certManager", "external", "caAddress", "signer"})
  void intoVaultFromWhatIsElsewhere(String before) {
    rendered(before);
    assertThat(mesh.tree()).doesNotContainKey(ROOT_CERTIFICATE);
    vaultTakesTheRoot();
    namesVault(2);

    assertThat(mesh.rendered()).contains("issued cacerts for c10, c11");

    staysAsItWas(mesh.tree());
  }

  @ParameterizedTest
  @ValueSource(strings = {"certManager", "external", "caAddress", "signer"})
  void fromVaultToWhatIsElsewhere(String after) {
    renderedByVault();
    names(ELSEWHERE.get(after), 2);

    mesh.rendered();

    mesh.done("render", "--check");
    assertThat(mesh.tree().keySet())
        .noneMatch(path -> path.endsWith("cacerts.sops.yaml") || path.equals(ROOT_CERTIFICATE));
  }

  @Test
  void fromVaultToFiles() {
    renderedByVault();
    SortedMap<String, String> old = mesh.tree();
    names("{files: {}}", 2);
    mesh.rendered();
    staysAsItWas(old);
    imports(root("Another Root"), "c11");
    assertThat(mesh.refused(1, "trust", "import", "--cacerts=certs"))
        .contains("MG1051", "rotate root distribute");

    names("{files: {}}", 3);
    assertThat(mesh.refused(1)).contains("MG1052");
    mesh.workspace().delete("certs");
    imports(root, "c12");
    mesh.done("trust", "import", "--cacerts=certs");

    staysAsItWas(old);
  }

  @Test
  void fromVaultToRequests() {
    renderedByVault();
    SortedMap<String, String> old = mesh.tree();
    names("{csr: {}}", 2);
    mesh.rendered();
    staysAsItWas(old);

    mesh.done("trust", "csr", "c11");
    answers(root("Another Root"), "c11");
    assertThat(mesh.refused(1, "trust", "import", "c11.pem"))
        .contains("MG1051", "rotate root distribute");
    answers(root, "c11");
    mesh.done("trust", "import", "c11.pem");

    mesh.done("render", "--check");
    Run shown = mesh.run("trust", "show", "c11");
    assertThat(shown.out()).contains("CN=c11 intermediate g2");
    assertThat(mesh.cacerts("c10")).isEqualTo(old.get("clusters/c10/trust/cacerts.sops.yaml"));
  }

  @Test
  void generatedMakesNoSecondRoot() {
    renderedByVault();
    names("{generated: {}}", 2);

    assertThat(mesh.refused(1)).contains("MG1084", "1 error, ").doesNotContain("MG1060");
  }
}
