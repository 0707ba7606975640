package dev.meshgen.cli;

import dev.meshgen.net.UserInfo;
import dev.meshgen.scan.SecretText;
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
 * @param state the folder in which Git keeps what belongs to this work tree
 */
record GitCheckout(Path root, Path state) {
  private static final String ELSEWHERE = "gitdir: ";

  /** The checkout that {@code folder} lies in. */
  static Optional<GitCheckout> around(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    while (at != null) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        return Optional.of(new GitCheckout(at, state(git)));
      }
      at = at.getParent();
    }
    return Optional.empty();
  }

  /** A linked work tree and a submodule have a file there that names the folder. */
  private static Path state(Path git) {
    return lines(git).stream()
        .filter(line -> line.startsWith(ELSEWHERE))
        .map(line -> git.resolveSibling(line.substring(ELSEWHERE.length()).strip()).normalize())
        .findFirst()
        .orElse(git);
  }

  /** The folder that has what all work trees share. */
  private Path shared() {
    return lines(state.resolve("commondir")).stream()
        .map(line -> state.resolve(line.strip()).normalize())
        .findFirst()
        .orElse(state);
  }

  /** The address of the remote {@code origin}, without credentials. */
  Optional<String> origin() {
    boolean inOrigin = false;
    for (String line : lines(shared().resolve("config"))) {
      String text = line.strip();
      if (text.startsWith("[")) {
        inOrigin = text.equals("[remote \"origin\"]");
      } else if (inOrigin && text.startsWith("url") && text.contains("=")) {
        return withoutCredentials(text.substring(text.indexOf('=') + 1).strip());
      }
    }
    return Optional.empty();
  }

  /** The branch that is checked out. */
  Optional<String> branch() {
    String prefix = "ref: refs/heads/";
    return lines(state.resolve("HEAD")).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  /** A folder relative to the top, with {@code /} between names; {@code .} for the top itself. */
  String relative(Path folder) {
    String path =
        root.relativize(folder.toAbsolutePath().normalize()).toString().replace('\\', '/');
    return path.isEmpty() ? "." : path;
  }

  /** SSH needs the name of a user, and never takes a password from an address. */
  private static Optional<String> withoutCredentials(String url) {
    Optional<String> login = UserInfo.of(url);
    int from = url.indexOf("://") + 3;
    String bare = url;
    if (login.isPresent()) {
      String user = url.startsWith("http") ? "" : login.get().split(":", 2)[0] + "@";
      bare = url.substring(0, from) + user + url.substring(from + login.get().length() + 1);
    }
    return Optional.of(bare).filter(address -> SecretText.find(address).isEmpty());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Files.readAllLines(file, StandardCharsets.UTF_8)
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
