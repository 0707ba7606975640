package dev.meshgen.cli;

import dev.meshgen.diagnostic.Progress;
import dev.meshgen.seal.sops.CommandRunner;
import dev.meshgen.seal.sops.ProgramAnswer;
import dev.meshgen.seal.sops.ProgramCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Says at a terminal that a command is still at work, once that takes longer than a second: a line
 * that is written again and again, and gone before anything else appears. Never in CI.
 */
final class StatusLine implements AutoCloseable {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter terminal;
  private final Duration pace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition end = lock.newCondition();
  private String what;
  private String reached = "";
  private boolean shown;
  private boolean ended;
  private int held;

  /**
   * A line about what is done.
   *
   * @param pace after which it appears, and changes
   */
  StatusLine(String what, PrintWriter terminal, Duration pace) {
    this.what = what;
    this.terminal = terminal;
    this.pace = pace;
  }

  /** Starts to watch a command; what is printed through the console clears the line. */
  static Console watching(Console console) {
    if (!console.terminal() || inCi(console)) {
      return console;
    }
    StatusLine line = new StatusLine("meshgen", console.err(), SECOND);
    line.start();
    return new Console(
        new Clearing(line, console.out(), false),
        new Clearing(line, console.err(), true),
        console.in(),
        console.workingDirectory(),
        console.environment(),
        console.clock(),
        true);
  }

  private static boolean inCi(Console console) {
    return !console.environment().getOrDefault("CI", "").isEmpty()
        || "dumb".equals(console.environment().get("TERM"));
  }

  /** Ends what watches the command of this console, if anything does. */
  static void end(Console console) {
    if (console.err() instanceof Clearing watched) {
      watched.line.close();
    }
  }

  /** Runs programs while the terminal is theirs: they may ask for a PIN. */
  static CommandRunner holding(PrintWriter err, CommandRunner runner) {
    return err instanceof Clearing watched ? new Held(watched.line, runner) : runner;
  }

  /** Does something while the terminal is left alone. */
  static <T> T holding(PrintWriter err, Supplier<T> question) {
    if (!(err instanceof Clearing watched)) {
      return question.get();
    }
    watched.line.hold();
    try {
      return question.get();
    } finally {
      watched.line.release();
    }
  }

  /** Has the line, if there is one, say which command is at work. */
  static void naming(PrintWriter err, String command) {
    if (err instanceof Clearing watched) {
      watched.line.name(command);
    }
  }

  private void name(String command) {
    lock.lock();
    try {
      what = command;
    } finally {
      lock.unlock();
    }
  }

  /** What it says. */
  String text(long seconds) {
    lock.lock();
    try {
      return what + ": " + seconds + " s" + reached;
    } finally {
      lock.unlock();
    }
  }

  /** Has the line say how far a run is, if there is one. */
  static Progress counting(PrintWriter err) {
    return err instanceof Clearing watched ? watched.line::count : Progress.NONE;
  }

  private void count(int done, int of) {
    lock.lock();
    try {
      reached = done < of ? ", " + done + " of " + of : "";
    } finally {
      lock.unlock();
    }
  }

  private record Held(StatusLine line, CommandRunner runner) implements CommandRunner {
    @Override
    public byte[] run(List<String> command, Map<String, String> environment) throws IOException {
      line.hold();
      try {
        return runner.run(command, environment);
      } finally {
        line.release();
      }
    }

    @Override
    public ProgramAnswer ask(ProgramCall call) throws IOException {
      line.hold();
      try {
        return runner.ask(call);
      } finally {
        line.release();
      }
    }
  }

  /** Starts; what it writes has an end when this is closed. */
  void start() {
    Thread thread = new Thread(this::tick, "progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void tick() {
    lock.lock();
    try {
      long started = System.nanoTime();
      while (!ended) {
        if (!end.await(pace.toMillis(), TimeUnit.MILLISECONDS) && !ended && held == 0) {
          long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
          terminal.print(CLEAR + text(seconds));
          terminal.flush();
          shown = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    if (shown) {
      terminal.print(CLEAR);
      terminal.flush();
      shown = false;
    }
  }

  /** Leaves the terminal to somebody else until {@link #release}. */
  void hold() {
    lock.lock();
    try {
      held++;
      clear();
    } finally {
      lock.unlock();
    }
  }

  void release() {
    lock.lock();
    try {
      held--;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      end.signalAll();
      clear();
    } finally {
      lock.unlock();
    }
  }

  /** Where a command prints, without a line in between. */
  static final class Clearing extends PrintWriter {
    private final StatusLine line;

    Clearing(StatusLine line, PrintWriter behind, boolean flushing) {
      super(new Forwarding(line, behind), flushing);
      this.line = line;
    }

    StatusLine line() {
      return line;
    }
  }

  private static final class Forwarding extends Writer {
    private final StatusLine line;
    private final PrintWriter behind;

    Forwarding(StatusLine line, PrintWriter behind) {
      super(behind);
      this.line = line;
      this.behind = behind;
    }

    @Override
    public void write(char[] text, int from, int length) {
      line.hold();
      try {
        behind.write(text, from, length);
      } finally {
        line.release();
      }
    }

    /** What was kept back until now reaches the terminal here. */
    @Override
    public void flush() {
      line.hold();
      try {
        behind.flush();
      } finally {
        line.release();
      }
    }

    @Override
    public void close() {
      line.close();
      behind.close();
    }
  }
}
