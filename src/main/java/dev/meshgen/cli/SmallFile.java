package dev.meshgen.cli;

import dev.meshgen.diagnostic.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;

/** Files with keys or certificates, which are small. */
final class SmallFile {
  private static final int MOST = 1 << 20;

  private SmallFile() {}

  /**
   * Its bytes, which the caller overwrites if they are secret.
   *
   * @param typed its path, or {@code -} for standard input
   */
  static byte[] read(Console console, String typed) throws CommandException {
    String name = typed.equals("-") ? "<stdin>" : typed;
    byte[] content;
    try (InputStream in = open(console, typed)) {
      content = in.readNBytes(MOST + 1);
    } catch (IOException e) {
      throw new CommandException("cannot read " + name + ": " + IoReason.of(e), e);
    }
    if (content.length > MOST) {
      Arrays.fill(content, (byte) 0);
      throw new CommandException(name + " has more than " + MOST + " bytes");
    }
    return content;
  }

  private static InputStream open(Console console, String typed) throws IOException {
    return typed.equals("-")
        ? console.in()
        : Files.newInputStream(console.workingDirectory().resolve(typed));
  }
}
