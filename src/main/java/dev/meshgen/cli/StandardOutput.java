package dev.meshgen.cli;

import dev.meshgen.diagnostic.IoReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Standard output, which remembers that not all of it was written: printing throws nothing, and
 * what reads half of it must not take it for the whole.
 */
final class StandardOutput extends OutputStream {
  /**
   * Whoever has read enough, as {@code head} has, misses nothing. In the words of POSIX systems and
   * of Windows, if they speak English.
   */
  private static final Pattern ENOUGH =
      Pattern.compile(
          "broken pipe|pipe is being closed|pipe has been ended", Pattern.CASE_INSENSITIVE);

  /** Leads to "pipe:[…]" or "socket:[…]" on Linux, where no disk can be full. */
  private static final Path LINK = Path.of("/proc/self/fd/1");

  private final OutputStream out;
  private final Path link;
  private Optional<IOException> failed = Optional.empty();

  StandardOutput(OutputStream out) {
    this(out, LINK);
  }

  /**
   * @param link to what the stream writes to, where the system has such links
   */
  StandardOutput(OutputStream out, Path link) {
    this.out = out;
    this.link = link;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failed = Optional.of(failed.orElse(e));
      throw e;
    }
  }

  /** Why something is missing; empty if nothing is, or the reader had read enough. */
  Optional<String> lost() {
    return failed.filter(e -> !isEnough(e)).map(IoReason::of);
  }

  private boolean isEnough(IOException e) {
    return e.getMessage() != null && ENOUGH.matcher(e.getMessage()).find() || hasReader();
  }

  /** Whether a process reads it: then writing fails only because that one no longer does. */
  private boolean hasReader() {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
