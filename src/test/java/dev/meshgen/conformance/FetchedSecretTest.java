package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What External Secrets makes of the credentials that clusters push, and that it fetches for
 * others.
 */
@Tag("conformance")
@Tag("upstream-data")
class FetchedSecretTest {
  @TempDir private Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() throws IOException {
    workspace = new Workspace(folder.resolve("mesh"));
    Workspace.copy(Path.of("examples/external-secrets"), folder.resolve("mesh/spec"));
    Workspace.Run run = workspace.run("render", "-f", "spec", "-o", "rendered");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private List<Manifest> objects(String path) {
    return workspace.tree("rendered").entrySet().stream()
        .filter(file -> file.getKey().matches(path))
        .map(file -> new Manifest(file.getKey(), ConsumerYaml.readOne(file.getValue())))
        .toList();
  }

  @Test
  void isAcceptedByExternalSecretsStrictly() {
    CustomResources server = new CustomResources(Shared.EXTERNAL_SECRETS);
    List<Manifest> objects =
        objects("discovery/.*\\.externalsecret\\.yaml|clusters/[^/]+/push/push-secret\\.yaml");

    assertThat(objects).hasSize(6);
    assertThat(objects)
        .allSatisfy(each -> assertThat(server.problems(each)).as(each.file()).isEmpty());
  }

  @Test
  void isBuiltByKustomizeForBothEngines() {
    for (String built : List.of("discovery", "discovery/_listed")) {
      assertThat(kinds(built)).containsOnly("ExternalSecret").hasSize(3);
    }
    for (String cluster : List.of("eks-1", "gke-1", "metal-1")) {
      assertThat(kinds("clusters/" + cluster + "/push")).containsExactly("PushSecret");
    }
  }

  private List<String> kinds(String built) {
    Path tree = folder.resolve("mesh/rendered");
    // As Flux builds: a folder may list files beside it.
    String text =
        Tool.KUSTOMIZE
            .in(tree, Map.of(), "build", "--load-restrictor", "LoadRestrictionsNone", built)
            .succeeded();
    return ConsumerYaml.read(text).stream().map(each -> each.at("/kind").asString()).toList();
  }

  @Test
  void becomesAKubeconfigThatIsRead() throws IOException {
    AccountToken token = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
    for (Manifest object : objects("discovery/.*\\.externalsecret\\.yaml")) {
      JsonNode template = object.at("/spec/target/template");
      assertThat(template.at("/metadata/labels").toString())
          .isEqualTo("{\"istio/multiCluster\":\"true\"}");
      assertThat(template.at("/data").size()).isEqualTo(1);
      String id = template.at("/data").propertyNames().iterator().next();

      String kubeconfig =
          new SecretTemplate(folder).made(object, pushed(object, token)).data().get(id);

      JsonNode read = ConsumerYaml.readOne(kubeconfig);
      assertThat(read.at("/users/0/user/token").asString()).isEqualTo(token.token());
      assertThat(read.at("/clusters/0/name").asString()).isEqualTo(id);
      String ca = read.at("/clusters/0/cluster/certificate-authority-data").asString("");
      assertThat(new String(Base64.getDecoder().decode(ca), StandardCharsets.UTF_8))
          .isEqualTo(id.equals("gke-1") ? "" : token.caPem());
      assertThat(read.at("/clusters/0/cluster/tls-server-name").asString(""))
          .isEqualTo(id.equals("metal-1") ? "metal-1.kubernetes.metal.example" : "");
    }
  }

  /** What the PushSecret of a cluster puts where its ExternalSecret looks. */
  private Map<String, String> pushed(Manifest object, AccountToken token) {
    String cluster = object.file().replaceAll(".*/|\\.externalsecret\\.yaml", "");
    Manifest push = objects("clusters/" + cluster + "/push/push-secret\\.yaml").get(0);
    Map<String, String> secret = Map.of("token", token.token(), "ca.crt", token.caPem());
    Map<String, String> store = new TreeMap<>();
    for (JsonNode entry : push.at("/spec/data")) {
      JsonNode remote = entry.at("/match/remoteRef");
      store.put(
          remote.at("/remoteKey").asString() + "#" + remote.at("/property").asString(),
          secret.get(entry.at("/match/secretKey").asString()));
    }
    Map<String, String> values = new TreeMap<>();
    for (JsonNode entry : object.at("/spec/data")) {
      JsonNode remote = entry.at("/remoteRef");
      String key = remote.at("/key").asString() + "#" + remote.at("/property").asString();
      assertThat(store).containsKey(key);
      values.put(entry.at("/secretKey").asString(), store.remove(key));
    }
    assertThat(store).as("pushed and not fetched").isEmpty();
    return values;
  }
}
