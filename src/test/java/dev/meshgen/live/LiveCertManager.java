package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What takes the place of cert-manager, whose controller does not run: it fills the Secret of a
 * Certificate with what that asks for, below a root that openssl made.
 */
public final class LiveCertManager {
  private static final String ROOT =
      """
      cd "$1"
      openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.crt -days 30 -subj '/CN=mesh root' \
        -addext keyUsage=critical,keyCertSign,cRLSign
      """;

  /** In the folder {@code $1}, with the subject {@code $2} and the URI {@code $3}, for days. */
  private static final String ISSUE =
      """
      cd "$1"
      openssl req -newkey ec -pkeyopt "ec_paramgen_curve:P-$5" -nodes -keyout tls.key -out tls.csr -subj "$2"
      printf '%s\\n' "subjectAltName=URI:$3" basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign,cRLSign >tls.ext
      openssl x509 -req -in tls.csr -CA root.crt -CAkey root.key -CAcreateserial -days "$4" -extfile tls.ext -out tls.crt
      """;

  private final Path folder;

  private LiveCertManager(Path folder) {
    this.folder = folder;
  }

  /** With a root for all clusters that it issues in. */
  static LiveCertManager create() {
    Path folder = Lab.scratch("issuer");
    Shell.run("sh", "-ec", ROOT, "sh", folder.toString());
    return new LiveCertManager(folder);
  }

  /** Issues for every Certificate of a cluster, again if it has. */
  public void issue(LiveCluster in) {
    for (JsonNode each : in.client().list("cert-manager.io/v1", "Certificate").path("items")) {
      issue(in, each.at("/metadata/namespace").asString(), each.path("spec"));
    }
  }

  private synchronized void issue(LiveCluster in, String namespace, JsonNode spec) {
    if (!spec.path("isCA").asBoolean(false)
        || !spec.at("/privateKey/algorithm").asString("").equals("ECDSA")
        || !spec.at("/privateKey/encoding").asString("").equals("PKCS8")) {
      throw new IllegalStateException("not what is issued here: " + spec);
    }
    String organization =
        spec.at("/subject/organizations").valueStream().map(JsonNode::asString).findFirst().get();
    int hours = Integer.parseInt(spec.path("duration").asString().replace("h", ""));
    Shell.run(
        "sh",
        "-ec",
        ISSUE,
        "sh",
        folder.toString(),
        "/O=" + organization + "/CN=" + spec.path("commonName").asString(),
        spec.path("uris").path(0).asString(),
        String.valueOf(hours / 24),
        spec.at("/privateKey/size").asString());
    Map<String, Object> metadata =
        Map.of("name", spec.path("secretName").asString(), "namespace", namespace);
    Map<String, String> data =
        Map.of("tls.crt", "tls.crt", "tls.key", "tls.key", "ca.crt", "root.crt").entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> encoded(entry.getValue())));
    in.client()
        .apply(
            KubeClient.JSON.valueToTree(
                Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "Secret",
                    "type",
                    "kubernetes.io/tls",
                    "metadata",
                    metadata,
                    "data",
                    data)),
            "cert-manager",
            namespace);
  }

  private String encoded(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
