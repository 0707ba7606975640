package dev.meshgen.live;

import java.util.Optional;
import java.util.Set;

/**
 * Something that is proven with a mesh that runs. One is a class of the package {@code scenario},
 * with a constructor without parameters; nothing else knows of it.
 */
public interface Scenario {
  /** Starts clusters, renders a spec, and asserts. */
  void run(Lab lab);

  /** What it shows, in half a sentence. */
  String shows();

  /** The programs and definitions that it needs beside what every scenario does. */
  default Set<String> needs() {
    return Set.of();
  }

  /** What else is in its way here. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }
}
