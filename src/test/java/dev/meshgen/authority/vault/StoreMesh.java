package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.pki.ForeignCa;
import dev.meshgen.yaml.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mesh in a folder whose keys a Vault keeps. */
public final class StoreMesh extends MeshFolder {
  /** The reader that most tests use. */
  public static final String ESO = "externalSecrets: {secretStoreRef: {name: mesh-vault}}";

  private static final Pattern PATH = Pattern.compile("(?m)^      path: \"?([^\\s\"]+)\"?$");

  private String secrets = "";
  private String authority = "{generated: {}}";
  private String validity = "365d";
  private String delivery = "{argocd: {repoURL: \"https://git.example/platform.git\"}}";

  public StoreMesh(Path folder) {
    super(folder);
    workspace().holding("keys/root.agekey");
  }

  /** With another authority. */
  public StoreMesh authority(String text) {
    authority = text;
    return this;
  }

  /** With another validity of intermediates. */
  public StoreMesh validity(String text) {
    validity = text;
    return this;
  }

  /** With another engine. */
  public StoreMesh delivery(String text) {
    delivery = text;
    return this;
  }

  /** Writes the spec: these settings of {@code secrets.vault}, and so many clusters. */
  public StoreMesh spec(String vault, int clusters) {
    secrets = "{sops: {root: {age: [" + rootRecipient() + "]}}, vault: {" + placed(vault) + "}}";
    return write(clusters);
  }

  /** The same, whose secrets wait in a bundle that this identity opens. */
  public StoreMesh bundled(String vault, int clusters) {
    String recipient =
        workspace().exists("keys/bundle.agekey")
            ? workspace().read("keys/bundle.pub")
            : workspace().identity("keys/bundle.agekey");
    workspace().write("keys/bundle.pub", recipient);
    return spec(vault + ", bundle: {age: [" + recipient + "]}", clusters);
  }

  /** The open request of a cluster, in PEM. */
  String request(String cluster) {
    return tree().get("clusters/" + cluster + "/request/cacerts.csr.pem");
  }

  /** What an authority answers to that: the certificate that was asked for, for a year. */
  String answer(String cluster, ForeignCa root, Instant now) {
    return ForeignCa.answering(request(cluster), now)
        .pathLength(0)
        .named("spiffe://cluster.local")
        .valid(now, now.plus(Duration.ofDays(365)))
        .issuedBy(root)
        .pem();
  }

  /** Below a path that no other test of a mesh of this name has. */
  private static String placed(String vault) {
    return vault.contains(" path: ") ? vault : vault + ", path: meshgen/retail";
  }

  /** The same mesh, sealed in the tree. */
  public StoreMesh sealed(int clusters) {
    String recipient = workspace().identity("keys/clusters.agekey");
    workspace().holding("keys/root.agekey");
    secrets = "{sops: {age: [" + recipient + "], root: {age: [" + rootRecipient() + "]}}}";
    return write(clusters);
  }

  private StoreMesh write(int clusters) {
    write(authority, validity, secrets, delivery, clusters);
    return this;
  }

  public StoreMesh with(String variable, String value) {
    workspace().with(variable, value);
    return this;
  }

  /** What fetches the key of a cluster. */
  public String cacerts(String cluster) {
    return tree().get("clusters/" + cluster + "/trust/cacerts.vault.yaml");
  }

  /** Where its lock says that the key is kept, below the mount. */
  public String path(String cluster) {
    Matcher found = PATH.matcher(tree().get("clusters/" + cluster + "/meshgen.lock"));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** What is kept below a path, by path, as who may read it would see it. */
  public static SortedMap<String, Map<?, ?>> kept(VaultAdmin admin, String mount, String folder) {
    SortedMap<String, Map<?, ?>> kept = new TreeMap<>();
    for (String name : listed(admin, mount, folder)) {
      String path = folder + "/" + name;
      if (name.endsWith("/")) {
        kept.putAll(kept(admin, mount, path.substring(0, path.length() - 1)));
      } else {
        data(admin, mount, path).ifPresent(found -> kept.put(path, found));
      }
    }
    return kept;
  }

  private static List<String> listed(VaultAdmin admin, String mount, String folder) {
    VaultAdmin.Reply reply = admin.list(mount + "/metadata/" + folder);
    if (reply.status() == 404) {
      return List.of();
    }
    return ((List<?>) ((Map<?, ?>) json(reply).get("data")).get("keys"))
        .stream().map(String::valueOf).toList();
  }

  private static Optional<Map<?, ?>> data(VaultAdmin admin, String mount, String path) {
    VaultAdmin.Reply reply = admin.read(mount + "/data/" + path);
    return reply.status() == 404
        ? Optional.empty()
        : Optional.of((Map<?, ?>) json(reply).get("data"));
  }

  private static Map<String, Object> json(VaultAdmin.Reply reply) {
    return JsonObject.parse(reply.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
