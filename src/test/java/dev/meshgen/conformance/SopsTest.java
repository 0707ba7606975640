package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whether sops itself opens, verifies, changes and creates what meshgen seals. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class SopsTest {
  @EveryVariant
  void opensEverySealedFileForEachOfItsRecipientsAndForNobodyElse(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (String path : rendering.sealed()) {
      Sealed sealed = new Sealed(rendering, path);
      List<AgeIdentity> identities = sealed.identities();
      // Keys of services alone are played: KmsTest has sops ask one.
      assertThat(identities.isEmpty()).as(path).isEqualTo(isForServicesAlone(rendering, path));
      if (identities.isEmpty()) {
        continue;
      }
      for (AgeIdentity identity : rendering.identities().values()) {
        Tool.Run run = Tool.SOPS.in(rendering.folder(), Sealed.key(identity), "decrypt", path);
        if (identities.contains(identity)) {
          JsonNode opened = ConsumerYaml.readOne(run.succeeded());
          assertThat(opened.has("sops")).isFalse();
          assertThat(opened.toString()).doesNotContain("ENC[");
        } else {
          assertThat(run.failed()).contains("identity did not match any of the recipients");
        }
      }
    }
  }

  private static boolean isForServicesAlone(Rendering rendering, String path) {
    return Sealed.isForServicesAlone(rendering.yaml(path).path("sops"));
  }

  /** What the reader handed over is what istiod will find. */
  @EveryVariant
  void aRemoteSecretHoldsOneKubeconfigOfItsCluster(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      if (variant.discoverable().contains(cluster.name())) {
        // Where groups decide, it lies in the folder of its groups.
        String path =
            rendering.sealed().stream()
                .filter(file -> file.startsWith("discovery/"))
                .filter(file -> file.endsWith("/" + cluster.name() + ".sops.yaml"))
                .findFirst()
                .orElseThrow();
        JsonNode opened = new Sealed(rendering, path).opened();
        assertThat(opened.path("stringData").properties()).hasSize(1);
        String key = rendering.isConfigCluster(cluster.name()) ? "config" : cluster.name();
        JsonNode kubeconfig = ConsumerYaml.readOne(opened.path("stringData").path(key).asString());
        assertThat(kubeconfig.at("/clusters/0/cluster/server").asString())
            .isEqualTo(cluster.kubernetes().apiServer().orElseThrow());
        assertThat(kubeconfig.at("/current-context").asString()).isEqualTo(cluster.name());
        assertThat(kubeconfig.at("/contexts/0/name").asString()).isEqualTo(cluster.name());
        assertThat(kubeconfig.at("/contexts/0/context/cluster"))
            .isEqualTo(kubeconfig.at("/clusters/0/name"));
        assertThat(kubeconfig.at("/contexts/0/context/user"))
            .isEqualTo(kubeconfig.at("/users/0/name"));
        assertThat(kubeconfig.at("/users/0/user").properties())
            .extracting(Map.Entry::getKey)
            .containsExactly("token");
        assertThat(kubeconfig.at("/users/0/user/token").asString()).startsWith("eyJ");
      }
    }
  }

  @Test
  void refusesWhatWasTamperedWith(@TempDir Path folder, Renderings renderings) throws IOException {
    Rendering rendering = renderings.of(Variants.examples().get(0));
    String path = cacerts(rendering).get(0);
    String text = rendering.text(path);
    Map<String, String> key = Sealed.key(new Sealed(rendering, path).identities().get(0));
    assertThat(open(folder, text, key).code()).isZero();
    assertThat(open(folder, text.replace("    ca-key.pem: ENC", "    tls.key: ENC"), key).failed())
        .contains("authentication failed");
    String gone = text.replaceFirst("(?m)^    ca-key.pem: ENC.*\n", "");
    assertThat(open(folder, gone, key).failed()).contains("MAC mismatch");
  }

  /** Of what the MAC does not cover, meshgen's own comparison with the locks is in charge. */
  @Test
  void letsWhatIsPublicChange(@TempDir Path folder, Renderings renderings) throws IOException {
    Rendering rendering = renderings.of(Variants.examples().get(0));
    String path = cacerts(rendering).get(0);
    Map<String, String> key = Sealed.key(new Sealed(rendering, path).identities().get(0));
    String changed = rendering.text(path).replace("name: cacerts", "name: cacerts-2");
    assertThat(open(folder, changed, key).succeeded()).contains("name: cacerts-2");
  }

  private static List<String> cacerts(Rendering rendering) {
    return rendering.sealed().stream().filter(file -> file.endsWith("/cacerts.sops.yaml")).toList();
  }

  /** What sops writes when it changes something is, but for that, what meshgen wrote. */
  @Test
  void keepsTheFormOfWhatItChanges(@TempDir Path folder, Renderings renderings) throws IOException {
    Rendering rendering = renderings.of(Variants.examples().get(0));
    String path = cacerts(rendering).get(0);
    Map<String, String> key = Sealed.key(new Sealed(rendering, path).identities().get(0));
    Path file = Files.writeString(folder.resolve("file.sops.yaml"), rendering.text(path));
    String label = "[\"metadata\"][\"labels\"]";
    Tool.SOPS.in(folder, key, "set", file.toString(), label, "{\"a\": \"b\"}").succeeded();
    List<String> before = rendering.text(path).lines().toList();
    List<String> more = new ArrayList<>(Files.readAllLines(file));
    more.removeAll(before);
    assertThat(more)
        .map(String::strip)
        .map(line -> line.replaceFirst(": (ENC|\"20).*", ":"))
        .containsExactly("labels:", "a: b", "lastmodified:", "mac:");
    Tool.SOPS.in(folder, key, "unset", file.toString(), label).succeeded();
    List<String> less = new ArrayList<>(before);
    less.removeAll(Files.readAllLines(file));
    assertThat(less)
        .map(line -> line.replaceFirst(":.*", ":").strip())
        .containsExactly("lastmodified:", "mac:");
  }

  /** With one reader more, sops and meshgen change the same lines. */
  @Test
  void addsAReaderAndNothingElse(@TempDir Path folder, Renderings renderings) throws IOException {
    Rendering rendering = renderings.of(Variants.examples().get(0));
    String path = cacerts(rendering).get(0);
    Map<String, String> key = Sealed.key(new Sealed(rendering, path).identities().get(0));
    Path file = Files.writeString(folder.resolve("file.sops.yaml"), rendering.text(path));
    String other;
    try (AgeIdentity identity = AgeIdentity.generate(new SecureRandom())) {
      other = identity.recipient().toString();
    }
    String all = String.join(",", new Sealed(rendering, path).recipients()) + "," + other;
    Files.writeString(folder.resolve(".sops.yaml"), "creation_rules: [{age: \"" + all + "\"}]\n");
    Tool.SOPS.in(folder, key, "updatekeys", "--yes", file.toString()).succeeded();
    String text = Files.readString(file);
    assertThat(text).contains(other);
    assertThat(outsideOfKeys(text)).isEqualTo(outsideOfKeys(rendering.text(path)));
  }

  private static String outsideOfKeys(String text) {
    return text.substring(0, text.indexOf("    age:\n"))
        + text.substring(text.indexOf("    encrypted_regex:"));
  }

  private static Tool.Run open(Path folder, String text, Map<String, String> key)
      throws IOException {
    Files.writeString(folder.resolve("file.sops.yaml"), text);
    return Tool.SOPS.in(folder, key, "decrypt", "file.sops.yaml");
  }

  /**
   * The rules in .sops.yaml hold for whoever works in the folder, or anywhere below it. For keys of
   * services and of gpg, {@link KmsTest} and {@link PgpTest} have sops seal by them.
   */
  @EveryVariant
  void sealsToTheSameRecipientsByTheRules(
      Variant variant, Renderings renderings, @TempDir Path elsewhere) throws IOException {
    Rendering rendering = renderings.of(variant);
    Path plain =
        Files.writeString(
            elsewhere.resolve("plain.yaml"),
            "kind: Secret\nstringData: {ca-cert.pem: a, ca-key.pem: b}\n");
    for (String path : rendering.sealed()) {
      if (!new Sealed(rendering, path).isForAgeAlone()) {
        continue;
      }
      Path file = rendering.folder().resolve(path);
      for (Path folder : List.of(rendering.folder(), file.getParent())) {
        String named = folder.relativize(file).toString();
        String sealed =
            Tool.SOPS
                .in(folder, Map.of(), "encrypt", "--filename-override", named, plain.toString())
                .succeeded();
        JsonNode created = ConsumerYaml.readOne(sealed);
        assertThat(created.at("/sops/age"))
            .extracting(entry -> entry.path("recipient").asString())
            .containsExactlyInAnyOrderElementsOf(new Sealed(rendering, path).recipients());
        assertThat(created.path("kind").asString()).isEqualTo("Secret");
        assertThat(created.at("/stringData/ca-key.pem").asString()).startsWith("ENC[");
        boolean readable = path.endsWith("/cacerts.sops.yaml");
        assertThat(created.at("/stringData/ca-cert.pem").asString().equals("a"))
            .isEqualTo(readable);
        for (String field : List.of("encrypted_regex", "mac_only_encrypted")) {
          assertThat(created.path("sops").path(field))
              .isEqualTo(rendering.manifest(path).at("/sops").path(field));
        }
      }
    }
  }

  @EveryVariant
  void findsNothingToUpdateInWhatWasJustSealed(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (String path : rendering.sealed()) {
      Tool.Run run =
          Tool.SOPS.in(rendering.folder(), Sealed.keys(rendering), "updatekeys", "--yes", path);
      run.succeeded();
      assertThat(run.out() + run.err()).contains("already up to date");
    }
  }
}
