package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.seal.SealException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What holds with any server that speaks Vault's protocol: the double, and a real one. */
@Execution(ExecutionMode.SAME_THREAD)
public abstract class AnyVaultTest {
  @TempDir private Path folder;
  private final List<String> secrets = new ArrayList<>();
  private VaultMesh mesh;

  /** A server with the mounts of {@link #setUp}, which other tests use, too. */
  protected abstract VaultAdmin vault();

  /** A server for this test alone. */
  protected abstract VaultAdmin another();

  /** Mounts, for a server that has just been started. */
  protected static VaultAdmin setUp(VaultAdmin admin) {
    admin.rootMount("mesh-pki", "Company Root");
    admin.issuingMount("teams/mesh", "mesh-pki");
    admin.must(
        "sys/mounts/short", Map.of("type", "pki", "config", Map.of("max_lease_ttl", "1000h")));
    admin.must(
        "short/root/generate/internal",
        Map.of("common_name", "Short", "key_type", "ec", "ttl", "1000h", "issuer_name", "root"));
    admin.must("sys/auth/approle", Map.of("type", "approle"));
    admin.must("sys/auth/ci", Map.of("type", "jwt"));
    return admin;
  }

  private VaultMesh mesh(String vault) {
    return mesh(vault, 2);
  }

  private VaultMesh mesh(String vault, int clusters) {
    mesh =
        new VaultMesh(folder)
            .spec("{address: \"" + vault().address() + "\", " + vault + "}", clusters);
    return mesh;
  }

  /** A token with the policy that meshgen prints for the spec, and with no other. */
  private String token(VaultMesh of) {
    vault().policy("printed", of.policy());
    return remembered(vault().token("printed"));
  }

  private String remembered(String secret) {
    secrets.add(secret);
    return secret;
  }

  @AfterEach
  void printsNoSecret() {
    assertThat(secrets)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(mesh.printed()).doesNotContain(each));
    assertThat(secrets)
        .allSatisfy(
            each -> assertThat(mesh.tree().values()).noneMatch(content -> content.contains(each)));
    assertThat(mesh.printed()).doesNotContain("PRIVATE KEY");
    assertThat(mesh.tree().values()).noneMatch(content -> content.contains("BEGIN PRIVATE KEY"));
  }

  @Test
  void signsWithTheDefaultIssuerOfAMount() {
    VaultMesh own = mesh("mount: mesh-pki");
    own.with("VAULT_TOKEN", token(own));

    assertThat(own.rendered()).contains("issued cacerts for c10, c11");

    SortedMap<String, String> tree = own.tree();
    String root = vault().read("mesh-pki/issuer/default/json").text("data", "certificate");
    assertThat(tree.get("trust/root-cert.pem")).endsWith(root.strip() + "\n");
    assertThat(tree).doesNotContainKey("trust/root-ca.sops.yaml");
    assertThat(own.cacerts("c10")).contains("ca-cert.pem: |", "ca-key.pem: ENC[");
    own.workspace().without("VAULT_TOKEN");
    assertThat(own.run("render", "--check").code()).isZero();
    assertThat(own.run("render", "--frozen").code()).isZero();
    assertThat(own.tree()).isEqualTo(tree);
    assertThat(own.run("trust", "show").out())
        .contains("CN=c10 intermediate g1", "names       URI:spiffe://cluster.local");
  }

  @Test
  void signsWithAnIssuerBelowTheRoot() {
    VaultMesh own = mesh("mount: teams/mesh, issuer: default");
    own.with("VAULT_TOKEN", token(own));

    own.rendered();

    assertThat(own.policy()).contains("path \"teams/mesh/issuer/default/sign-intermediate\"");
    assertThat(own.run("trust", "show", "c10").out()).containsPattern("chain +.*Mesh Issuing CA.*");
    assertThat(own.tree().get("trust/root-cert.pem"))
        .endsWith(
            vault().read("mesh-pki/issuer/default/json").text("data", "certificate").strip()
                + "\n");
  }

  @Test
  void needsEachCapabilityThatIsPrinted() {
    VaultMesh own = mesh("mount: mesh-pki, issuer: root");
    vault().policy("less", own.policy().replaceAll("\"update\"", "\"read\""));
    own.with("VAULT_TOKEN", remembered(vault().token("less")));

    assertThat(own.refused(3))
        .contains(
            "MG1509",
            "POST /v1/mesh-pki/issuer/root/sign-intermediate",
            "permission denied",
            "the capability `update` on `mesh-pki/issuer/root/sign-intermediate`",
            "meshgen trust policy");
  }

  @Test
  void replacesWhatIsRotatedAndAddsWhatIsMissing() {
    VaultMesh own = mesh("mount: mesh-pki");
    own.with("VAULT_TOKEN", token(own));
    own.rendered();
    String c10 = own.cacerts("c10");
    String c11 = own.cacerts("c11");

    Workspace.Run rotated = own.run("rotate", "c11");

    assertThat(rotated.code()).as(rotated.err()).isZero();
    assertThat(own.cacerts("c10")).isEqualTo(c10);
    assertThat(own.cacerts("c11")).isNotEqualTo(c11);
    assertThat(own.run("trust", "show", "c11").out()).contains("CN=c11 intermediate g2");
  }

  @Test
  void logsInByAppRole() {
    VaultAdmin vault = vault();
    VaultMesh own =
        mesh("mount: mesh-pki, login: {appRole: {roleId: unknown, file: keys/secret-id}}");
    vault.policy("of-the-role", own.policy());
    vault.must(
        "auth/approle/role/mesh",
        Map.of(
            "token_policies",
            new String[] {"of-the-role"},
            "token_no_default_policy",
            true,
            "token_ttl",
            "10m"));
    String roleId = vault.read("auth/approle/role/mesh/role-id").text("data", "role_id");
    String secretId =
        remembered(
            vault.must("auth/approle/role/mesh/secret-id", Map.of()).text("data", "secret_id"));
    own.workspace().write("keys/secret-id", secretId + "\n");

    assertThat(own.refused(3))
        .contains("MG1510", "POST /v1/auth/approle/login", "invalid role or secret ID");

    own.workspace().replace("mesh.yaml", "roleId: unknown", "roleId: " + roleId);
    own.rendered();
  }

  @Test
  void logsInWithTheTokenOfACiSystem() throws GeneralSecurityException {
    KeyPair ci = rsa();
    VaultAdmin vault = vault();
    VaultMesh own = mesh("mount: mesh-pki, login: {jwt: {role: mesh, mount: ci}}");
    vault.policy("of-ci", own.policy());
    vault.must(
        "auth/ci/config",
        Map.of(
            "jwt_validation_pubkeys",
            new String[] {pem(ci)},
            "bound_issuer",
            "https://ci.example"));
    vault.must(
        "auth/ci/role/mesh",
        Map.of(
            "role_type",
            "jwt",
            "user_claim",
            "sub",
            "bound_audiences",
            new String[] {"vault"},
            "bound_subject",
            "repo:platform",
            "token_policies",
            new String[] {"of-ci"},
            "token_no_default_policy",
            true));
    own.with("VAULT_ID_TOKEN", remembered(jwt(rsa())));
    assertThat(own.refused(3)).contains("MG1510", "POST /v1/auth/ci/login");

    own.with("VAULT_ID_TOKEN", remembered(jwt(ci)));
    own.rendered();
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String jwt(KeyPair key) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String unsigned =
        base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
            + "."
            + base64(
                "{\"iss\":\"https://ci.example\",\"sub\":\"repo:platform\",\"aud\":\"vault\",\"iat\":"
                    + now
                    + ",\"nbf\":"
                    + now
                    + ",\"exp\":"
                    + (now + 600)
                    + "}");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.getPrivate());
    signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
    return unsigned
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsARevokedToken() {
    VaultMesh own = mesh("mount: mesh-pki");
    String token = token(own);
    vault().must("auth/token/revoke", Map.of("token", token));
    own.with("VAULT_TOKEN", token);

    assertThat(own.refused(3)).contains("MG1508", "invalid token", "log in again");
  }

  @Test
  void saysWhatIsNotThere() {
    VaultMesh own = mesh("mount: nowhere");
    own.with("VAULT_TOKEN", remembered("hvs.not-even-asked-for"));
    assertThat(own.refused(1))
        .contains("MG1511", "GET /v1/nowhere/issuer/default/json", "vault secrets list");

    own.spec(
        "{address: \"" + vault().address() + "\", mount: mesh-pki, issuer: no-such-issuer}", 2);
    assertThat(own.refused(1)).contains("MG1511", "no-such-issuer");
  }

  @Test
  void warnsOfWhatIsCutShort() {
    VaultMesh own = mesh("mount: short");
    own.with("VAULT_TOKEN", token(own));

    assertThat(own.rendered())
        .contains("MG1514", "the intermediate of \"c10\" expires on", "plan its renewal");
  }

  @Test
  void warnsOfTheLimitOfAMount() {
    vault()
        .must(
            "sys/mounts/limited",
            Map.of("type", "pki", "config", Map.of("max_lease_ttl", "87600h")));
    vault()
        .must(
            "limited/root/generate/internal",
            Map.of(
                "common_name",
                "Limited",
                "key_type",
                "ec",
                "ttl",
                "87600h",
                "issuer_name",
                "root"));
    vault().must("sys/mounts/limited/tune", Map.of("max_lease_ttl", "1000h"));
    VaultMesh own = mesh("mount: limited");
    own.with("VAULT_TOKEN", token(own));

    assertThat(own.rendered()).contains("MG1514", "-max-lease-ttl");
  }

  @Test
  void keepsTheRootOfTheMesh() {
    VaultMesh own = mesh("mount: mesh-pki", 1);
    own.with("VAULT_TOKEN", token(own));
    own.rendered();

    own.spec("{address: \"" + vault().address() + "\", mount: short}", 2);
    vault().policy("printed", own.policy());

    assertThat(own.refused(1))
        .contains("MG1516", "but must chain to root", "rotate root distribute");
  }

  @Test
  void takesOverTheRootThatMeshgenMade() throws SealException, IOException {
    mesh = new VaultMesh(folder).spec("{generated: {}}", "365d", 2);
    mesh.rendered();
    SortedMap<String, String> before = mesh.tree();
    VaultAdmin vault = vault();
    vault.must(
        "sys/mounts/taken-over",
        Map.of("type", "pki", "config", Map.of("max_lease_ttl", "87600h")));
    vault.must("taken-over/issuers/import/bundle", Map.of("pem_bundle", mesh.openedRoot()));

    mesh.spec("{address: \"" + vault.address() + "\", mount: taken-over}", 3);
    mesh.with("VAULT_TOKEN", token(mesh));
    assertThat(mesh.refused(1)).contains("MG1031", "git rm rendered/trust/root-ca.sops.yaml");
    Files.delete(folder.resolve("rendered/trust/root-ca.sops.yaml"));
    mesh.rendered();

    assertThat(mesh.cacerts("c10")).isEqualTo(before.get("clusters/c10/trust/cacerts.sops.yaml"));
    assertThat(mesh.tree().get("trust/root-cert.pem")).isEqualTo(before.get("trust/root-cert.pem"));
    assertThat(mesh.run("trust", "show", "c12").out()).contains("CN=c12 intermediate g1");
    assertThat(mesh.run("render", "--check").code()).isZero();
  }

  private void steps(String... words) {
    List<String> arguments = new ArrayList<>(List.of("trust", "rotate", "root"));
    arguments.addAll(List.of(words));
    Workspace.Run run = mesh.run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    Workspace.Run check = mesh.run("render", "--check", "--frozen");
    assertThat(check.code()).as(check.out() + check.err()).isZero();
  }

  private String refuses(String... words) {
    SortedMap<String, String> before = mesh.tree();
    List<String> arguments = new ArrayList<>(List.of("trust", "rotate", "root"));
    arguments.addAll(List.of(words));
    Workspace.Run run = mesh.run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isNotZero();
    assertThat(mesh.tree()).isEqualTo(before);
    return run.err();
  }

  private void certificate(String mount, String file) {
    mesh.workspace()
        .write(
            file,
            vault().read(mount + "/issuer/default/json").text("data", "certificate").strip()
                + "\n");
  }

  /** Its root's key stays until no cluster is below it, and signs as long as one is. */
  @Test
  void takesOverFromTheRootThatMeshgenMade() throws IOException {
    mesh = new VaultMesh(folder).spec("{generated: {}}", "365d", 2);
    mesh.rendered();
    certificate("mesh-pki", "vault-root.pem");
    steps("distribute", "--certificate=vault-root.pem");
    mesh.spec("{address: \"" + vault().address() + "\", mount: teams/mesh}", 2);
    mesh.rendered();
    assertThat(mesh.tree()).containsKey("trust/root-ca.sops.yaml");
    assertThat(refuses("distribute", "--back")).contains("MG1084");
    mesh.with("VAULT_TOKEN", token(mesh));

    steps("sign", "c10", "--confirm-applied");
    assertThat(mesh.run("trust", "show", "c10").out()).containsPattern("chain +.*Mesh Issuing CA");
    assertThat(refuses("retire", "--confirm-applied")).contains("MG1073");
    mesh.with("SOPS_AGE_KEY_FILE", folder.resolve("keys/root.agekey").toString());
    Workspace.Run rotated = mesh.run("rotate", "c11");
    assertThat(rotated.code()).as(rotated.err()).isZero();
    steps("sign", "--back");
    steps("sign");
    mesh.workspace().without("SOPS_AGE_KEY_FILE").without("VAULT_TOKEN");
    assertThat(refuses("retire", "--confirm-applied")).contains("MG1074");
    mesh.workspace().at(Instant.now().plus(Duration.ofHours(26)));
    steps("retire", "c11", "--confirm-applied");
    steps("retire");

    assertThat(mesh.tree()).doesNotContainKey("trust/root-ca.sops.yaml");
    assertThat(mesh.tree().get("trust/root-cert.pem"))
        .endsWith(Files.readString(folder.resolve("vault-root.pem")));
  }

  /** A spec that still names the old issuer is told before Vault signs anything. */
  @Test
  void anotherRootOfVaultTakesThePlaceOfOne() {
    vault().rootMount("second-pki", "Second Root");
    VaultMesh own = mesh("mount: mesh-pki");
    own.with("VAULT_TOKEN", token(own));
    own.rendered();
    certificate("second-pki", "second.pem");
    steps("distribute", "--certificate=second.pem");
    assertThat(refuses("sign", "--confirm-applied"))
        .contains("MG1516", "name in the spec an authority that signs below the new root");

    own.spec("{address: \"" + vault().address() + "\", mount: second-pki}", 2);
    vault().policy("printed", own.policy());
    Workspace.Run early = own.run("rotate", "c10");
    assertThat(early.err())
        .contains("MG1516", "below the old root", "meshgen trust rotate root sign");
    steps("sign", "c10", "--confirm-applied");
    assertThat(refuses("sign", "c10", "--back")).contains("MG1516");
    own.spec("{address: \"" + vault().address() + "\", mount: mesh-pki}", 2);
    vault().policy("printed", own.policy());
    steps("sign", "c10", "--back");
    own.spec("{address: \"" + vault().address() + "\", mount: second-pki}", 2);
    vault().policy("printed", own.policy());
    steps("sign");
    own.workspace().at(Instant.now().plus(Duration.ofHours(26)));
    steps("retire", "--confirm-applied");
    assertThat(own.tree().get("trust/meshgen.lock")).doesNotContain("rotation");
  }

  @Test
  void waitsForNobodyWhoIsSealed() {
    VaultAdmin sealed = another();
    mesh =
        new VaultMesh(folder).spec("{address: \"" + sealed.address() + "\", mount: mesh-pki}", 2);
    mesh.with("VAULT_TOKEN", remembered("hvs.not-even-asked-for"));
    sealed.must("sys/seal", Map.of());

    assertThat(mesh.refused(3)).contains("MG1506", "Vault is sealed", "vault operator unseal");
  }
}
