package dev.meshgen.seal.sops.age;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a user's configuration lies: Go's {@code os.UserConfigDir}, as sops amends it for macOS.
 */
final class ConfigDirectory {
  private ConfigDirectory() {}

  static Optional<Path> find(Map<String, String> environment, String osName) {
    String os = osName.toLowerCase(Locale.ROOT);
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    try {
      if (os.startsWith("windows")) {
        return directory(windowsVariable(environment));
      }
      if (!xdg.isEmpty()) {
        // Go refuses a relative one on Linux; on macOS sops takes it as it is.
        return directory(xdg).filter(path -> path.isAbsolute() || os.startsWith("mac"));
      }
      String below = os.startsWith("mac") ? "Library/Application Support" : ".config";
      return directory(home).map(path -> path.resolve(below));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> directory(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
  }

  /** Names of variables have no case on Windows. */
  private static String windowsVariable(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().equalsIgnoreCase("AppData")) {
        return variable.getValue();
      }
    }
    return "";
  }
}
