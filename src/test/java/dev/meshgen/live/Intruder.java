package dev.meshgen.live;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final String CONNECT =
      """
      timeout 10 openssl s_client -connect "$1" -servername "$2" -alpn istio -showcerts </dev/null
      """;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private final List<String> certificate = new ArrayList<>();

  private Intruder() {}

  /** Without a certificate. */
  public static Intruder anonymous() {
    return new Intruder();
  }

  /** With a certificate of a foreign root, in the name of a workload. */
  public static Intruder forger(String identity) {
    Path folder = Lab.scratch("intruder");
    Shell.run("sh", "-ec", FOREIGN_ROOT, "sh", folder.toString());
    return signed(folder, identity);
  }

  /**
   * With a stolen intermediate, and so none that could be refused: shows what refusals depend on.
   */
  public static Intruder thief(LiveCluster of, String namespace, String identity) {
    Path folder = Lab.scratch("intruder");
    JsonNode data = of.client().get(Ref.secret(namespace, "cacerts")).path("data");
    try {
      Files.write(folder.resolve("ca.crt"), entry(data, "ca-cert.pem", "tls.crt"));
      Files.write(folder.resolve("ca.key"), entry(data, "ca-key.pem", "tls.key"));
      Files.write(folder.resolve("chain.crt"), entry(data, "cert-chain.pem", "tls.crt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return signed(folder, identity);
  }

  private static Intruder signed(Path folder, String identity) {
    Shell.run("sh", "-ec", SIGN, "sh", folder.toString(), identity);
    Intruder intruder = new Intruder();
    intruder.certificate.addAll(List.of("-cert", folder.resolve("leaf.crt").toString()));
    intruder.certificate.addAll(List.of("-key", folder.resolve("leaf.key").toString()));
    intruder.certificate.addAll(List.of("-cert_chain", folder.resolve("chain.crt").toString()));
    return intruder;
  }

  /** The certificates that an application shows through a gateway, its own first. */
  public static List<Certificate> chain(String gateway, App app) {
    String said = Shell.attempt(List.of("sh", "-c", CONNECT, "sh", gateway, sni(app))).out();
    StringBuilder pem = new StringBuilder();
    Matcher matcher = PEM.matcher(said);
    while (matcher.find()) {
      pem.append(matcher.group()).append('\n');
    }
    return certificates(pem.toString());
  }

  /** The intermediate with which the istiod of a cluster is to sign. */
  public static Certificate intermediate(LiveCluster of) {
    JsonNode data = of.client().get(Ref.secret("istio-system", "cacerts")).path("data");
    byte[] pem = entry(data, "ca-cert.pem", "tls.crt");
    return certificates(new String(pem, StandardCharsets.UTF_8)).get(0);
  }

  /** By its name in either layout that istiod reads. */
  private static byte[] entry(JsonNode data, String name, String inTls) {
    return Base64.getDecoder().decode(data.path(name).asString(data.path(inTls).asString("")));
  }

  private static List<Certificate> certificates(String pem) {
    try {
      return List.copyOf(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sni(App app) {
    return "outbound_.80_._." + app.host();
  }

  /** Asks for a service through a gateway; gives all that openssl said, the answer included. */
  public String ask(String gateway, App app) {
    return ask(gateway, app, List.of());
  }

  /** Asks a Pod itself, from its node. */
  public String askPod(App app) {
    return ask(app.pod().address() + ":8080", app, app.cluster().node().command(List.of()));
  }

  private String ask(String address, App app, List<String> from) {
    String host = app.host();
    List<String> command =
        new ArrayList<>(
            List.of(
                "timeout",
                "10",
                "openssl",
                "s_client",
                "-connect",
                address,
                "-servername",
                sni(app),
                "-alpn",
                "istio",
                "-quiet",
                "-no_ign_eof"));
    command.addAll(certificate);
    List<String> piped = new ArrayList<>(List.of("sh", "-c", ASK, "sh", host));
    piped.addAll(from);
    piped.addAll(command);
    return Shell.attempt(piped).out();
  }
}
