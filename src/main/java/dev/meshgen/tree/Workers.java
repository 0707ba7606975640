package dev.meshgen.tree;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a numbered task on several threads, the caller's among them. Parallel streams do so too, but
 * load a hundred classes first, in every start; the common pool takes as long (100 clusters,
 * unchanged: within 1 % of CPU time and 2 % of wall time), and its threads may be busy elsewhere.
 */
public final class Workers {
  /** Below this, starting threads costs more than it saves, where a task is to handle one file. */
  private static final int SMALL = 32;

  /**
   * The same for the clusters of a mesh: few of them keep two cores busy, but loading the same
   * classes.
   */
  private static final int WORTH_SHARING = 8;

  /**
   * Neighbours lie in one folder, whose lock two threads would fight for: each takes several at
   * once, but few enough that all are busy until the end.
   */
  private static final int MOST_AT_ONCE = 32;

  private static final int FAIR_SHARE = 8;

  /** One of many like it, for any thread. */
  @FunctionalInterface
  public interface Task {
    void run(int index) throws TreeException;
  }

  /** One of many like it, for any thread; throws unchecked exceptions only. */
  @FunctionalInterface
  public interface Computation {
    void run(int index);
  }

  private final int count;
  private final Task task;
  private final int most;
  private final AtomicInteger next = new AtomicInteger();
  private int portion = 1;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Workers(int count, Task task) {
    this(count, task, MOST_AT_ONCE);
  }

  private Workers(int count, Task task, int most) {
    this.count = count;
    this.task = task;
    this.most = most;
  }

  /** Runs the task for 0 to {@code count - 1} on all cores. The first failure stops the rest. */
  public static void onAllCores(int count, Computation task) {
    try {
      new Workers(count, task::run).run(count < WORTH_SHARING ? 1 : Math.min(cores(), count));
    } catch (TreeException e) {
      throw new IllegalStateException("a computation that touches the disk", e);
    }
  }

  /** The same for what waits for others: on up to {@code threads} threads, however few tasks. */
  public static void computing(int count, int threads, Computation task) {
    try {
      new Workers(count, task::run).run(Math.min(threads, count));
    } catch (TreeException e) {
      throw new IllegalStateException("a computation that touches the disk", e);
    }
  }

  /** The same for tasks of which some take far longer than others: a thread takes one at a time. */
  public static void oneByOne(int count, Computation task) {
    try {
      new Workers(count, task::run, 1).run(count < WORTH_SHARING ? 1 : Math.min(cores(), count));
    } catch (TreeException e) {
      throw new IllegalStateException("a computation that touches the disk", e);
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The same for tasks that are as small as handling one file. */
  public static void each(int count, Task task) throws TreeException {
    new Workers(count, task).run(count < SMALL ? 1 : Math.min(cores(), count));
  }

  /**
   * The same for tasks that wait for the disk: on up to {@code threads} threads, however few tasks.
   */
  public static void waiting(int count, int threads, Task task) throws TreeException {
    new Workers(count, task).run(Math.min(threads, count));
  }

  private void run(int threads) throws TreeException {
    portion = Math.max(1, Math.min(most, count / (FAIR_SHARE * Math.max(threads, 1))));
    ExecutorService others = threads > 1 ? Executors.newFixedThreadPool(threads - 1) : null;
    for (int i = 1; i < threads; i++) {
      others.execute(this::drain);
    }
    drain();
    if (others != null) {
      await(others);
    }
    rethrow();
  }

  /** A half-written tree must not be left running behind the caller's back. */
  private static void await(ExecutorService others) {
    others.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = others.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    int start;
    while (failure.get() == null && (start = next.getAndAdd(portion)) < count) {
      try {
        int end = Math.min(start + portion, count);
        for (int index = start; index < end && failure.get() == null; index++) {
          task.run(index);
        }
      } catch (TreeException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  private void rethrow() throws TreeException {
    Throwable thrown = failure.get();
    if (thrown instanceof TreeException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }
}
