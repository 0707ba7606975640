package dev.meshgen.cli;

import dev.meshgen.diagnostic.Progress;
import java.io.PrintWriter;

/** A line at the bottom of a terminal that says how far a run is, and goes when it has ended. */
final class TerminalProgress implements Progress {
  /** Fewer are done before anybody wonders. */
  private static final int WORTH_SAYING = 20;

  private static final long PAUSE_NANOS = 100_000_000;
  private static final String CLEARED = "\r\033[K";

  private final PrintWriter err;
  private final long start = System.nanoTime();
  private long next;
  private boolean shown;

  private TerminalProgress(PrintWriter err) {
    this.err = err;
  }

  /** Where no one looks, none. */
  static Progress of(Console console) {
    return console.terminal() ? new TerminalProgress(console.err()) : NONE;
  }

  @Override
  public synchronized void reached(int done, int of) {
    long now = System.nanoTime() - start;
    if (of >= WORTH_SAYING && now >= next) {
      next = now + PAUSE_NANOS;
      shown = true;
      err.print(CLEARED + "meshgen: " + done + " of " + of + " secrets are in Vault");
      err.flush();
    }
  }

  @Override
  public synchronized void end() {
    if (shown) {
      shown = false;
      err.print(CLEARED);
      err.flush();
    }
  }
}
