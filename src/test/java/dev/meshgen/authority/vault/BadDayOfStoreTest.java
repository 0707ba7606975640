package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultDouble.Fault;
import dev.meshgen.cli.Workspace;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong while keys are published: a clear message, and a tree as it was. */
class BadDayOfStoreTest {
  private static final String LATER = "/v1/kv/data/meshgen/retail/cacerts/c11";

  @TempDir private Path folder;
  private VaultDouble vault;
  private VaultAdmin admin;

  @BeforeEach
  void start() {
    vault = VaultDouble.start();
    admin = new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN);
    admin.kvMount("kv", 2);
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private StoreMesh mesh(String name) {
    return new StoreMesh(folder.resolve(name))
        .spec("address: \"" + vault.address() + "\", mount: kv, " + StoreMesh.ESO, 2)
        .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
  }

  private SortedMap<String, Map<?, ?>> kept() {
    return StoreMesh.kept(admin, "kv", "meshgen");
  }

  static Stream<Arguments> answersHalfWay() {
    return Stream.of(
        Arguments.of(
            LATER,
            403,
            "2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n",
            Code.VAULT_TOKEN,
            "log in again"),
        Arguments.of(LATER, 503, "Vault is sealed", Code.VAULT_SEALED, "vault operator unseal"),
        Arguments.of(
            LATER, 403, "permission denied", Code.VAULT_DENIED, "/data/meshgen/retail/cacerts/c11"),
        Arguments.of(
            "/v1/kv/metadata/meshgen/retail/cacerts/c11",
            403,
            "permission denied",
            Code.VAULT_DENIED,
            "/metadata/meshgen/retail/cacerts/c11"));
  }

  /** Others may have their key by then: the next run takes it. */
  @ParameterizedTest
  @MethodSource("answersHalfWay")
  void goesOnWhereItEnded(String path, int status, String error, Code code, String words) {
    StoreMesh mesh = mesh("mesh");
    mesh.done("render");
    vault.fail(Fault.of(path, 0, status, "{\"errors\":[\"" + error + "\"]}"));

    assertThat(mesh.refused(3, "publish")).contains(code.id(), words, "c11");

    vault.heal();
    Set<String> born = kept().keySet();
    mesh.done("publish");
    assertThat(kept()).hasSize(2);
    assertThat(kept().keySet()).containsAll(born);
    assertThat(mesh.run("render", "--check").code()).isZero();
    assertThat(mesh.printed()).doesNotContain("PRIVATE KEY", VaultDouble.ROOT_TOKEN);
  }

  @Test
  void makesNoKeyWhereNoServerListens() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("render");
    SortedMap<String, String> before = mesh.tree();
    vault.close();

    assertThat(mesh.refused(3, "publish"))
        .contains(
            Code.VAULT_UNREACHABLE.id(), vault.address(), "a reachable Vault or OpenBao server");

    assertThat(mesh.tree()).isEqualTo(before);
    assertThat(mesh.run("render", "--check").code()).isZero();
  }

  /** No one reads keys out of Vault: back in the tree, each cluster gets another one, at once. */
  @Test
  void goesBackIntoTheTreeWithOtherKeysOfTheSameRoot() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("publish");
    SortedMap<String, String> before = mesh.tree();
    int asked = vault.requests().size();
    mesh.sealed(2);

    String said = mesh.done("render");

    assertThat(said).contains("issued cacerts for c10, c11");
    assertThat(vault.requests()).as("no secret is read").hasSize(asked);
    assertThat(mesh.tree())
        .containsEntry("trust/root-cert.pem", before.get("trust/root-cert.pem"))
        .containsKey("clusters/c10/trust/cacerts.sops.yaml")
        .doesNotContainKey("clusters/c10/trust/cacerts.vault.yaml");
    assertThat(kept()).as("what is in Vault is its owner's to delete").hasSize(2);
  }

  @Test
  void dropsNoCredentialOnTheWayBackIntoTheTree() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("publish");
    int added =
        mesh.workspace()
            .runWith(AccountToken.lasting().secret(), "credential", "add", "c10", "--from-file=-")
            .code();
    assertThat(added).isZero();
    SortedMap<String, String> before = mesh.tree();
    mesh.sealed(2);

    assertThat(mesh.refused(1, "render")).contains(Code.SEALED_BEFORE.id(), "credential add c10");

    assertThat(mesh.tree()).isEqualTo(before);
  }

  @Test
  void asksNothingForALockThatIsNewerThanItself() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("publish");
    int asked = vault.requests().size();
    String lock = mesh.workspace().read("rendered/clusters/c10/meshgen.lock");
    mesh.workspace()
        .write(
            "rendered/clusters/c10/meshgen.lock",
            lock.replaceFirst("lockVersion: \\d+", "lockVersion: 99"));

    assertThat(mesh.refused(1, "publish"))
        .contains("clusters/c10/meshgen.lock:2", "lockVersion 99 is newer");
    assertThat(mesh.refused(1, "rotate", "c10")).contains("lockVersion 99 is newer");
    assertThat(vault.requests()).hasSize(asked);
    assertThat(kept()).hasSize(2);
  }

  /** The one that comes later takes the keys of the other, as they are what it would make. */
  @Test
  void givesTwoBranchesOneKey() {
    StoreMesh one = mesh("one");
    one.done("render");
    StoreMesh other = mesh("other");
    other.workspace().delete("keys").delete("mesh.yaml");
    Workspace.copy(folder.resolve("one"), folder.resolve("other"));
    one.done("publish");

    assertThat(other.done("publish")).contains("found in Vault");

    assertThat(other.tree()).isEqualTo(one.tree());
    assertThat(kept()).hasSize(2);
  }

  /** What an intermediate may sign is compared with the names of its own cluster. */
  @Test
  void takesWhatFitsTheNamesOfTheCluster() {
    admin.rootMount("pki", "Company Root");
    ForeignCa root = ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Instant.now()).selfSigned();
    vault
        .engines()
        .signing(
            (ca, csr, valid) ->
                ForeignCa.answering(csr, Instant.now())
                        .pathLength(0)
                        .excluding(GeneralName.dNSName, "istiod-1-31-1.istio-system.svc")
                        .named("spiffe://cluster.local")
                        .valid(valid.from(), valid.to())
                        .issuedBy(root)
                        .pem()
                    + root.pem());
    StoreMesh mesh =
        new StoreMesh(folder.resolve("mesh"))
            .authority("{vault: {address: \"" + vault.address() + "\"}}")
            .spec("address: \"" + vault.address() + "\", mount: kv, " + StoreMesh.ESO, 2)
            .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
    mesh.done("render");
    SortedMap<String, String> before = mesh.tree();
    mesh.done("publish");
    String kept = mesh.path("c10");
    mesh.workspace().delete("rendered");
    before.forEach((path, text) -> mesh.workspace().write("rendered/" + path, text));
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "  network: net-c11\n",
            "  network: net-c11\n  istio: {revision: 1-31-1}\n");

    vault.requests().clear();

    assertThat(mesh.refused(1, "publish"))
        .contains("the certificate from Vault for \"c11\" is unusable");
    assertThat(vault.requests()).filteredOn(each -> each.endsWith("/sign-intermediate")).hasSize(1);

    mesh.workspace().replace("mesh.yaml", "  istio: {revision: 1-31-1}\n", "");
    assertThat(mesh.done("publish")).contains("found in Vault").doesNotContain("wrote kv");
    assertThat(mesh.path("c10")).isEqualTo(kept);
  }

  /** Both keys stay in Vault; of a merge that mixes them, nothing is applied unseen. */
  @Test
  void refusesAMergeOfTwoKeys() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("publish");
    mesh.done("rotate", "c10");
    String file = "rendered/clusters/c10/trust/cacerts.vault.yaml";
    String theirs = mesh.workspace().read(file);
    mesh.done("rotate", "c10");
    mesh.workspace().write(file, theirs);

    assertThat(mesh.refused(1, "publish"))
        .contains(Code.SEALED_CHANGED.id(), "clusters/c10/trust/cacerts.vault.yaml");
    assertThat(mesh.refused(1, "render")).contains(Code.SEALED_CHANGED.id());
    assertThat(mesh.run("verify").code()).isEqualTo(1);
    assertThat(kept()).hasSize(4);
  }

  @Test
  void issuesNothingByAClockThatIsFarBehind() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("render");
    mesh.workspace().at(Instant.now().minus(Duration.ofDays(400)));

    assertThat(mesh.refused(1, "publish")).contains(Code.CERTIFICATE_EARLY.id(), "clock");
    assertThat(kept()).isEmpty();
  }

  @Test
  void issuesNothingByAClockThatIsFarAhead() {
    StoreMesh mesh = mesh("mesh");
    mesh.done("render");
    mesh.workspace().at(Instant.now().plus(Duration.ofDays(8000)));

    assertThat(mesh.refused(1, "publish")).contains("root", "expired");
    assertThat(kept()).isEmpty();
  }
}
