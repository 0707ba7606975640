package dev.meshgen.tree;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is computed in its own thread, beside what its owner does meanwhile. */
public final class Background<T> {
  /** What is computed. */
  @FunctionalInterface
  public interface Task<T> {
    T run() throws TreeException;
  }

  private final String name;
  private final FutureTask<T> task;

  /**
   * Not begun yet.
   *
   * @param name of the thread
   */
  public Background(String name, Task<T> task) {
    this.name = name;
    this.task = new FutureTask<>(task::run);
  }

  /** Begins, once. */
  public Background<T> start() {
    Thread runner = new Thread(task, name);
    runner.setDaemon(true);
    runner.start();
    return this;
  }

  /** Waits for the result, once begun; throws what the computation has thrown. */
  public T await() throws TreeException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TreeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same of a computation that touches no disk. */
  public T awaitComputed() {
    try {
      return await();
    } catch (TreeException e) {
      throw new IllegalStateException("a computation that touches the disk", e);
    }
  }
}
