package dev.meshgen.istio;

import java.util.function.Supplier;

/**
 * A value that is read on first use, and only once, also with several threads.
 *
 * @param <T> the type of the value
 */
final class LazyValue<T> {
  private Supplier<T> read;
  private T value;

  LazyValue(Supplier<T> read) {
    this.read = read;
  }

  synchronized T get() {
    if (read != null) {
      value = read.get();
      read = null;
    }
    return value;
  }
}
