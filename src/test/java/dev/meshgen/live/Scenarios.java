package dev.meshgen.live;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All scenarios: the classes of their package. */
final class Scenarios {
  private static final String PACKAGE = "dev.meshgen.live.scenario";

  /** What no scenario does without. */
  private static final Set<String> PROGRAMS =
      Set.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "pilot-discovery-1.31",
          "pilot-agent-1.31",
          "envoy",
          "helm",
          "kustomize",
          "sops",
          "age-keygen",
          "openssl",
          "ip",
          "iptables-restore",
          "nsenter",
          "setpriv",
          "unshare");

  private Scenarios() {}

  /** By name. */
  static List<Class<? extends Scenario>> all() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Scenario.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve(PACKAGE.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.contains("$"))
          .map(file -> PACKAGE + "." + file.replaceFirst("\\.class$", ""))
          .sorted()
          .map(Scenarios::load)
          .filter(type -> !type.isInterface() && Scenario.class.isAssignableFrom(type))
          .<Class<? extends Scenario>>map(type -> type.asSubclass(Scenario.class))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Why this machine cannot run one, if it cannot. */
  static Optional<String> obstacle(Class<? extends Scenario> type) {
    if (!isRoot()) {
      return Optional.of("only root can make network namespaces");
    }
    Set<String> missing = new TreeSet<>(PROGRAMS);
    Scenario scenario = create(type);
    missing.addAll(scenario.needs());
    missing.removeIf(name -> Binaries.find(name).isPresent() || Definitions.find(name).isPresent());
    return missing.isEmpty()
        ? scenario.obstacle()
        : Optional.of("missing: " + String.join(", ", missing));
  }

  static Scenario create(Class<? extends Scenario> type) {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
