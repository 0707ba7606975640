package dev.meshgen.lock;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.tree.TreePath;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What all parts of a lock must satisfy. */
final class LockConstraints {
  private LockConstraints() {}

  static void digest(String text) {
    if (!Sha256.isHex(text)) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: \"" + text + "\"");
    }
  }

  static void wholeSeconds(Instant instant) {
    if (instant.getNano() != 0) {
      throw new IllegalArgumentException("not in whole seconds: " + instant);
    }
  }

  static SortedMap<String, SealedFacts> copy(SortedMap<String, SealedFacts> sealed) {
    sealed.keySet().forEach(TreePath::check);
    return Collections.unmodifiableSortedMap(new TreeMap<>(sealed));
  }
}
