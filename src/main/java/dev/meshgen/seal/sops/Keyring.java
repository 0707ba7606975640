package dev.meshgen.seal.sops;

import java.util.List;

/** The keys of one kind that the user has at hand. Safe for use by several threads. */
public interface Keyring {

  /** Tries to open one of a file's entries; of no entries, none opens. */
  Opening open(List<KeyEntry> entries);

  /** Whether it is worth trying on a file of these recipients, as quickly as can be said. */
  default boolean mayOpen(List<String> recipients) {
    return true;
  }
}
