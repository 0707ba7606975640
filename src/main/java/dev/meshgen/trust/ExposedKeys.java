package dev.meshgen.trust;

import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keys of clusters that somebody has who is not among their recipients any more. */
public final class ExposedKeys {
  private ExposedKeys() {}

  /** Their clusters, as the locks of a tree say; a lock that cannot be read is told elsewhere. */
  public static SortedSet<String> clusters(OutputFolder folder) throws TreeException {
    SortedSet<String> clusters = new TreeSet<>();
    for (String name : folder.folders(Layout.CLUSTERS)) {
      String path = Layout.cluster(name).lock();
      if (folder.read(path).filter(bytes -> isExposed(path, bytes)).isPresent()) {
        clusters.add(name);
      }
    }
    return clusters;
  }

  private static boolean isExposed(String path, byte[] lock) {
    try {
      return LockFile.parseCluster(path, lock).sealed().values().stream()
          .anyMatch(facts -> facts.certificate().isPresent() && !facts.former().isEmpty());
    } catch (LockException e) {
      return false;
    }
  }
}
