package dev.meshgen.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a Git checkout says of itself, read from its files: no subprocess is spawned for it.
 *
 * @param root the top of the work tree
 */
record GitCheckout(Path root) {

  /** The checkout that {@code folder} lies in. */
  static Optional<GitCheckout> around(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    while (at != null) {
      if (Files.isDirectory(at.resolve(".git"))) {
        return Optional.of(new GitCheckout(at));
      }
      at = at.getParent();
    }
    return Optional.empty();
  }

  /** The address of the remote {@code origin}, without credentials. */
  Optional<String> origin() {
    boolean inOrigin = false;
    for (String line : lines("config")) {
      String text = line.strip();
      if (text.startsWith("[")) {
        inOrigin = text.equals("[remote \"origin\"]");
      } else if (inOrigin && text.startsWith("url") && text.contains("=")) {
        return Optional.of(withoutCredentials(text.substring(text.indexOf('=') + 1).strip()));
      }
    }
    return Optional.empty();
  }

  /** The branch that is checked out. */
  Optional<String> branch() {
    String prefix = "ref: refs/heads/";
    return lines("HEAD").stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  /** A folder relative to the top, with {@code /} between names. */
  String relative(Path folder) {
    return root.relativize(folder.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  private static String withoutCredentials(String url) {
    int scheme = url.indexOf("://");
    int at = url.indexOf('@', scheme + 3);
    int slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
    boolean http = url.startsWith("http");
    return http && at > 0 && (slash < 0 || at < slash)
        ? url.substring(0, scheme + 3) + url.substring(at + 1)
        : url;
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(".git").resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }
}
