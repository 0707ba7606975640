package dev.meshgen.issue;

import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bundles of roots by their text, each read once: a thousand clusters show the same. */
final class RootBundles {
  private final Map<String, Optional<RootBundle>> read = new ConcurrentHashMap<>();

  /** Empty if the text does not read as a bundle. */
  Optional<RootBundle> of(String text) {
    return read.computeIfAbsent(text, RootBundles::read);
  }

  private static Optional<RootBundle> read(String text) {
    try {
      return Optional.of(RootBundle.of(text));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }
}
