package dev.meshgen.cli;

import dev.meshgen.diagnostic.IoReason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output, which remembers that not all of it was written: printing throws nothing, and
 * what reads half of it must not take it for the whole.
 */
final class StandardOutput extends OutputStream {
  /** Whoever has read enough, as {@code head} has, misses nothing. */
  private static final String ENOUGH = "Broken pipe";

  private final OutputStream out;
  private Optional<IOException> failed = Optional.empty();

  StandardOutput(OutputStream out) {
    this.out = out;
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
    return failed.filter(e -> !ENOUGH.equals(e.getMessage())).map(IoReason::of);
  }
}
