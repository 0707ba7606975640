package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.StoreMesh;
import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What fetches secrets from Vault, against the definitions of what reads it. */
@Tag("conformance")
@Tag("upstream-data")
class StoredSecretTest {
  private static final String LAYERS = "(clusters/[^/]+/trust|discovery)/[^/]+\\.vault\\.yaml";

  @TempDir private Path folder;

  private final AccountToken token = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);

  /** What Vault keeps, by path below its mount. */
  private Map<String, Map<?, ?>> kept = Map.of();

  @Test
  void isAcceptedByExternalSecretsStrictly() {
    CustomResources server = new CustomResources(Shared.EXTERNAL_SECRETS);
    for (String kind : List.of("ClusterSecretStore", "SecretStore")) {
      List<Manifest> objects =
          objects("externalSecrets: {secretStoreRef: {name: mesh-vault, kind: " + kind + "}}");

      // The key of each cluster, and the credential of one.
      assertThat(objects).hasSize(3);
      assertThat(objects)
          .allSatisfy(each -> assertThat(server.problems(each)).as(each.file()).isEmpty());
    }
  }

  @Test
  void becomesTheSecretsThatIstiodReads() throws IOException, PkiException {
    List<Manifest> objects = objects(StoreMesh.ESO);

    assertThat(objects).hasSize(3);
    for (Manifest object : objects) {
      SecretTemplate template = new SecretTemplate(folder);
      Map<String, String> data = template.made(object, fetched(object)).data();
      if (object.name().equals("cacerts")) {
        assertThat(data)
            .containsOnlyKeys("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem");
        try (SecretBytes key = SecretBytes.ofUtf8(data.get("ca-key.pem"))) {
          assertThat(RequestedIntermediate.publicKeySha256(key))
              .isEqualTo(CertificateFacts.of(data.get("ca-cert.pem")).publicKeySha256());
        }
      } else {
        assertThat(data).containsOnlyKeys("c10");
        JsonNode kubeconfig = ConsumerYaml.readOne(data.get("c10"));
        assertThat(kubeconfig.at("/users/0/user/token").asString()).isEqualTo(token.token());
      }
    }
  }

  private Map<String, String> fetched(Manifest object) {
    Map<String, String> fetched = new TreeMap<>();
    for (JsonNode entry : object.list("/spec/data")) {
      JsonNode reference = entry.path("remoteRef");
      Map<?, ?> found = (Map<?, ?>) kept.get(reference.path("key").asString()).get("data");
      String value = (String) found.get(reference.path("property").asString());
      fetched.put(entry.path("secretKey").asString(), value);
    }
    return fetched;
  }

  @Test
  void asksTheOperatorForOneSecretEach() {
    List<Manifest> objects = objects("vaultSecretsOperator: {vaultAuthRef: vault/mesh}");

    assertThat(objects).hasSize(3);
    for (Manifest object : objects) {
      assertThat(object.apiVersion()).isEqualTo("secrets.hashicorp.com/v1beta1");
      assertThat(object.at("/spec/type").asString()).isEqualTo("kv-v2");
      assertThat(object.at("/spec/destination/create").asBoolean()).isTrue();
      // istiod takes each entry of a remote secret for a cluster, `_raw` among them.
      assertThat(object.at("/spec/destination/transformation/excludeRaw").asBoolean()).isTrue();
      assertThat(object.at("/spec/destination/transformation/excludes/0").asString())
          .isEqualTo(".*");
    }
  }

  private List<Manifest> objects(String reader) {
    try (VaultDouble vault = VaultDouble.start()) {
      VaultAdmin admin = new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN);
      admin.kvMount("kv", 2);
      StoreMesh mesh =
          new StoreMesh(folder.resolve("mesh-" + reader.hashCode()))
              .spec("address: \"" + vault.address() + "\", mount: kv, " + reader, 2)
              .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
      mesh.done("publish");
      Workspace.Run added =
          mesh.runWith(token.secret(), "credential", "add", "c10", "--from-file", "-");
      assertThat(added.code()).as(added.err()).isZero();
      kept = StoreMesh.kept(admin, "kv", "meshgen");
      return mesh.tree().entrySet().stream()
          .filter(each -> each.getKey().matches(LAYERS))
          .map(StoredSecretTest::manifest)
          .toList();
    }
  }

  private static Manifest manifest(Map.Entry<String, String> file) {
    return new Manifest(file.getKey(), ConsumerYaml.readOne(file.getValue()));
  }
}
