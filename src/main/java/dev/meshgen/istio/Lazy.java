package dev.meshgen.istio;

import java.util.function.Supplier;

/**
 * What is read when it is first asked for, and once, also when several threads ask.
 *
 * @param <T> what it is
 */
final class Lazy<T> {
  private Supplier<T> read;
  private T value;

  Lazy(Supplier<T> read) {
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
