package dev.meshgen.trust;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.Optional;
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
      Optional<byte[]> bytes = folder.read(path);
      try {
        if (bytes.isPresent() && isExposed(LockFile.parseCluster(path, bytes.get()))) {
          clusters.add(name);
        }
      } catch (LockException e) {
        continue;
      }
    }
    return clusters;
  }

  private static boolean isExposed(ClusterLock lock) {
    return lock.sealed().values().stream()
        .anyMatch(facts -> facts.certificate().isPresent() && !facts.former().isEmpty());
  }
}
