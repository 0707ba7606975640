package dev.meshgen.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's {@code ssh-keygen}, as git calls it to sign: it knows agents, passphrases and hardware
 * keys, and no private key passes through this process.
 */
final class SshKeygen {
  private static final String PROGRAM = "ssh-keygen";

  private final Map<String, String> environment;
  private final Path folder;

  SshKeygen(Console console) {
    this.environment = console.env().variables();
    this.folder = console.workingDirectory();
  }

  /**
   * Signs a message. Waits as long as it takes: somebody may have to type a passphrase.
   *
   * @param key a private key, or the public one of a key that an agent holds
   * @return the armored signature
   */
  byte[] sign(byte[] message, String namespace, Path key)
      throws CommandException, InterruptedException {
    List<String> command =
        List.of(program().toString(), "-q", "-Y", "sign", "-f", key.toString(), "-n", namespace);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      hand(message, process);
      byte[] signature = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      if (status != 0) {
        throw new CommandException("`ssh-keygen -Y sign` ended with status " + status);
      }
      return signature;
    } catch (IOException e) {
      throw new CommandException("cannot run `ssh-keygen -Y sign`, which requires OpenSSH 8.1");
    }
  }

  /** One that has ended already, for want of a key, reads nothing: its status says so. */
  private static void hand(byte[] message, Process process) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(message);
    } catch (IOException e) {
      // As above.
    }
  }

  /** Only absolute folders count: a file that happens to be in the current one is not run. */
  private Path program() throws CommandException {
    String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
    for (String each : path.split(File.pathSeparator)) {
      Optional<Path> found = executable(each);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new CommandException(
        "`ssh-keygen` is not on the PATH; sign requires OpenSSH 8.1 or newer");
  }

  private static Optional<Path> executable(String folder) {
    for (String ending : List.of("", ".exe")) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, PROGRAM + ending);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
