package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys and certificates of a cluster, made by openssl into a folder, {@code NAME.key} and
 * {@code NAME.crt}.
 */
record ClusterPki(Path folder) {
  private static final String SCRIPT =
      """
      cd "$1"
      key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
      authority() {
        key "$1"
        openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 30 -out "$1.crt" \\
          -addext keyUsage=critical,keyCertSign,cRLSign
      }
      certificate() { # name subject authority usage subjectAltName
        key "$1"
        openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
        printf 'keyUsage=critical,digitalSignature\\nextendedKeyUsage=%s\\nsubjectAltName=%s\\n' \\
          "$4" "${5:-DNS:$1}" >"$1.ext"
        openssl x509 -req -in "$1.csr" -CA "$3.crt" -CAkey "$3.key" -days 30 -extfile "$1.ext" -out "$1.crt"
      }
      authority ca
      authority front-proxy-ca
      certificate apiserver /CN=kube-apiserver ca serverAuth "$2"
      certificate admin /O=system:masters/CN=admin ca clientAuth
      certificate controllers /CN=system:kube-controller-manager ca clientAuth
      certificate front-proxy /CN=front-proxy front-proxy-ca clientAuth
      openssl genrsa -out sa.key 2048
      openssl rsa -in sa.key -pubout -out sa.pub
      """;

  /** Makes all of them, for an API server at some addresses. */
  static ClusterPki create(Path folder, String... addresses) {
    StringBuilder names = new StringBuilder("DNS:kubernetes.default.svc");
    for (String address : addresses) {
      names.append(",IP:").append(address);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shell.run("sh", "-ec", SCRIPT, "sh", folder.toString(), names.toString());
    return new ClusterPki(folder);
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }
}
