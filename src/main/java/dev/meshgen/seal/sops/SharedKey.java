package dev.meshgen.seal.sops;

import java.util.List;
import java.util.SortedMap;

/**
 * A data key that a service has wrapped. Closing erases the shares, and leaves the key.
 *
 * @param shares of the key, one for each group; of a single group, the key itself
 * @param entries of services, for each group by kind
 */
record SharedKey(DataKey key, List<DataKey> shares, List<SortedMap<String, List<KeyEntry>>> entries)
    implements AutoCloseable {
  SharedKey {
    shares = List.copyOf(shares);
    entries = List.copyOf(entries);
  }

  @Override
  public void close() {
    for (DataKey share : shares) {
      if (share != key) {
        share.close();
      }
    }
  }
}
