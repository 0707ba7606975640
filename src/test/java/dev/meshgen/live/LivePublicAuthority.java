package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An authority that everyone knows: the API servers of clusters that are started after it, and the
 * image of the proxy.
 */
public final class LivePublicAuthority {
  private static final Path FOLDER = Lab.FOLDER.resolve("authority");
  private static final Path CERTIFICATE = FOLDER.resolve("ca.crt");
  private static final String CREATE =
      """
      mkdir "$1"
      cd "$1"
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 1 -subj '/CN=public authority'
      """;

  private static final String ISSUE =
      """
      cd "$1"
      openssl req -newkey rsa:2048 -nodes -keyout "$2.key" -out "$2.csr" -subj "/CN=$2"
      printf 'subjectAltName=DNS:%s\\nextendedKeyUsage=serverAuth\\n' "$2" >"$2.ext"
      openssl x509 -req -in "$2.csr" -CA ca.crt -CAkey ca.key -days 1 -extfile "$2.ext" -out "$2.crt"
      """;

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      type: kubernetes.io/tls
      metadata: {name: %s, namespace: %s}
      stringData:
        tls.crt: |
      %s
        tls.key: |
      %s
      """;

  private LivePublicAuthority() {}

  static LivePublicAuthority create() {
    Shell.run("sh", "-ec", CREATE, "sh", FOLDER.toString());
    return new LivePublicAuthority();
  }

  /** The certificate of the authority, if there is one. */
  static Optional<Path> certificate() {
    return Optional.of(CERTIFICATE).filter(Files::exists);
  }

  /** A Secret with a certificate for a host and its key, as YAML. */
  public String secret(String namespace, String name, String host) {
    Shell.run("sh", "-ec", ISSUE, "sh", FOLDER.toString(), host);
    return SECRET.formatted(name, namespace, file(host + ".crt"), file(host + ".key"));
  }

  private static String file(String name) {
    try {
      return Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8)
          .indent(4)
          .stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
