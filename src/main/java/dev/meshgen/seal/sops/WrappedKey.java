package dev.meshgen.seal.sops;

/** A data key, and what opens it. */
record WrappedKey(DataKey key, KeyGroups entries) implements AutoCloseable {
  @Override
  public void close() {
    key.close();
  }
}
