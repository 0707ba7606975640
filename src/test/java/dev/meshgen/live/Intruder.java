package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Someone outside of the mesh, who can reach its gateways: openssl, on the network of the nodes.
 */
public final class Intruder {
  /**
   * In the folder {@code $1}, for the identity {@code $2}, by {@code ca.crt} and {@code ca.key}.
   */
  private static final String SIGN =
      """
      cd "$1"
      openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj /CN=leaf
      printf 'subjectAltName=critical,URI:%s\\nextendedKeyUsage=clientAuth\\n' "$2" >leaf.ext
      openssl x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -days 1 -extfile leaf.ext -out leaf.crt
      """;

  private static final String FOREIGN_ROOT =
      """
      cd "$1"
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 1 -subj /CN=foreign
      cp ca.crt chain.crt
      """;

  /** A refusal comes after the client has sent its request. */
  private static final String ASK =
      """
      host=$1
      shift
      { printf 'GET / HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' "$host"; sleep 1; } | "$@"
      """;

  private final List<String> certificate = new ArrayList<>();

  private Intruder() {}

  /** Without a certificate. */
  public static Intruder anonymous() {
    return new Intruder();
  }

  /** With a certificate of a foreign root, in the name of a workload. */
  public static Intruder forger(String identity) {
    Path folder = folder();
    Shell.run("sh", "-ec", FOREIGN_ROOT, "sh", folder.toString());
    return signed(folder, identity);
  }

  /**
   * With a stolen intermediate, and so none that could be refused: shows what refusals depend on.
   */
  public static Intruder thief(LiveCluster of, String identity) {
    Path folder = folder();
    JsonNode data = of.client().get(Ref.secret("istio-system", "cacerts")).path("data");
    Map<String, String> files =
        Map.of("ca-cert.pem", "ca.crt", "ca-key.pem", "ca.key", "cert-chain.pem", "chain.crt");
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = Base64.getDecoder().decode(data.path(file.getKey()).asString());
        Files.write(folder.resolve(file.getValue()), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return signed(folder, identity);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Lab.FOLDER, "intruder");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Intruder signed(Path folder, String identity) {
    Shell.run("sh", "-ec", SIGN, "sh", folder.toString(), identity);
    Intruder intruder = new Intruder();
    intruder.certificate.addAll(List.of("-cert", folder.resolve("leaf.crt").toString()));
    intruder.certificate.addAll(List.of("-key", folder.resolve("leaf.key").toString()));
    intruder.certificate.addAll(List.of("-cert_chain", folder.resolve("chain.crt").toString()));
    return intruder;
  }

  /** Asks for a service through a gateway; gives all that openssl said, the answer included. */
  public String ask(String gateway, App app) {
    String host = app.host();
    List<String> command =
        new ArrayList<>(
            List.of(
                "timeout",
                "10",
                "openssl",
                "s_client",
                "-connect",
                gateway,
                "-servername",
                "outbound_.80_._." + host,
                "-alpn",
                "istio",
                "-quiet",
                "-no_ign_eof"));
    command.addAll(certificate);
    List<String> piped = new ArrayList<>(List.of("sh", "-c", ASK, "sh", host));
    piped.addAll(command);
    return Shell.attempt(piped).out();
  }
}
