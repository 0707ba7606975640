package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.StoreMesh;
import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.ReaderToken;
import dev.meshgen.testing.Shared;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fetches secrets from Vault, against the definitions of what reads it. */
@Tag("conformance")
@Tag("upstream-data")
class StoredSecretTest {
  private static final String LAYERS = "(clusters/[^/]+/trust|discovery)/[^/]+\\.vault\\.yaml";

  @TempDir private Path folder;

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
      new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN).kvMount("kv", 2);
      StoreMesh mesh =
          new StoreMesh(folder.resolve("mesh-" + reader.hashCode()))
              .spec("address: \"" + vault.address() + "\", mount: kv, " + reader, 2)
              .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
      mesh.done("publish");
      Workspace.Run added =
          mesh.runWith(
              ReaderToken.ofAccount(ReaderToken.OWN_ACCOUNT).secret(),
              "credential",
              "add",
              "c10",
              "--from-file",
              "-");
      assertThat(added.code()).as(added.err()).isZero();
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
