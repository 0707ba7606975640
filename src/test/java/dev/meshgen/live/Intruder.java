package dev.meshgen.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Someone outside of the mesh, who can reach its gateways: openssl, on the network of the nodes.
 */
public final class Intruder {
  private static final String FORGE =
      """
      cd /run/lab
      openssl req -x509 -newkey rsa:2048 -nodes -keyout foreign.key -out foreign.crt -days 1 -subj /CN=foreign
      openssl req -newkey rsa:2048 -nodes -keyout forged.key -out forged.csr -subj /CN=forged
      printf 'subjectAltName=critical,URI:%s\\nextendedKeyUsage=clientAuth\\n' "$1" >forged.ext
      openssl x509 -req -in forged.csr -CA foreign.crt -CAkey foreign.key -days 1 -extfile forged.ext -out forged.crt
      """;

  /** A refusal comes after the client has sent its request. */
  private static final String ASK =
      """
      host=$1
      shift
      { printf 'GET / HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' "$host"; sleep 2; } | "$@"
      """;

  private final List<String> certificate = new ArrayList<>();

  private Intruder() {}

  /** Without a certificate. */
  public static Intruder anonymous() {
    return new Intruder();
  }

  /** With a certificate of a foreign root, in the name of a workload. */
  public static Intruder forger(String identity) {
    Shell.run("sh", "-ec", FORGE, "sh", identity);
    Intruder forger = new Intruder();
    forger.certificate.addAll(
        List.of("-cert", "/run/lab/forged.crt", "-key", "/run/lab/forged.key"));
    return forger;
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
