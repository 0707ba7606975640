package dev.meshgen.live;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is run for an image: no container is pulled. Of Istio it is the program of the minor that
 * the tag names.
 */
final class Images {
  /** An application that says who it is. */
  static final String APP = "live/app:1";

  /** Where the application listens to {@link AgentClient}, in a volume of the Pod. */
  static final String SOCKET = "/agent/socket";

  private static final Pattern ISTIO =
      Pattern.compile(".*/(pilot|proxyv2):(\\d+\\.\\d+)\\.\\d+(?:-[a-z]+)?");

  /** The proxy's template, which lies in its image. */
  private static final String BOOTSTRAP = "/var/lib/istio/envoy/envoy_bootstrap_tmpl.json";

  /** Whom its image trusts. */
  private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

  private Images() {}

  /**
   * What an image holds.
   *
   * @param entrypoint the command, unless the container has one of its own
   * @param user unless the container is another
   * @param files where a file of this machine is in the image
   */
  record Content(List<String> entrypoint, String user, Map<String, Path> files) {}

  static Optional<Content> find(String image) {
    if (image.equals(APP)) {
      return Optional.of(new Content(agent(SOCKET, "8080"), "0", Map.of()));
    }
    Matcher istio = ISTIO.matcher(image);
    if (!istio.matches()) {
      return Optional.empty();
    }
    String minor = istio.group(2);
    boolean proxy = istio.group(1).equals("proxyv2");
    String program = proxy ? "pilot-agent" : "pilot-discovery";
    Map<String, Path> files = new LinkedHashMap<>();
    Optional<Path> binary = Binaries.find(program + "-" + minor);
    if (binary.isEmpty()) {
      return Optional.empty();
    }
    files.put("/usr/local/bin/" + program, binary.get());
    if (proxy) {
      files.put("/usr/local/bin/envoy", Binaries.of("envoy"));
      files.put(BOOTSTRAP, bootstrap(minor));
      LivePublicAuthority.certificate().ifPresent(known -> files.put(AUTHORITIES, known));
    }
    return Optional.of(new Content(List.of("/usr/local/bin/" + program), "1337", files));
  }

  /** The command of an {@link Agent}: this JVM, its own classes. */
  static List<String> agent(String socket, String... port) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                classes().toString(),
                "dev.meshgen.live.Agent",
                socket));
    command.addAll(List.of(port));
    return command;
  }

  /** Where the classes of the harness are. */
  private static Path classes() {
    try {
      return Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path bootstrap(String minor) {
    return Path.of(System.getenv("MESHGEN_ISTIO_CHARTS_" + minor.replace('.', '_')))
        .resolve("../../tools/packaging/common/envoy_bootstrap.json")
        .normalize();
  }
}
