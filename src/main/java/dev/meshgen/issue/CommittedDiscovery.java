package dev.meshgen.issue;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Reads off the committed tree which clusters the others discover: those whose sealed file the base
 * lists. A file that lies there unlisted is applied by nobody.
 */
final class CommittedDiscovery {
  private final OutputFolder folder;

  CommittedDiscovery(OutputFolder folder) {
    this.folder = folder;
  }

  /** Of the clusters that are detached now. */
  Set<String> detached(MeshPlan plan, Map<String, ClusterLock> locks) throws TreeException {
    Set<String> discovered = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      ClusterLock lock = locks.get(cluster.name());
      if (lock == null || cluster.cluster().state().isConnected()) {
        continue;
      }
      for (String path : lock.sealed().keySet()) {
        if (Layout.isDiscovery(path) && isListed(path)) {
          discovered.add(cluster.name());
        }
      }
    }
    return discovered;
  }

  /** Flux lists a sealed file as a resource, Argo CD as an input of its generator. */
  private boolean isListed(String path) throws TreeException {
    String base = Layout.folderOf(path);
    String name = Layout.nameOf(path);
    SortedMap<String, byte[]> lists =
        folder.readAll(
            List.of(Layout.in(base, Layout.KUSTOMIZATION), Layout.in(base, Layout.GENERATOR)));
    for (byte[] list : lists.values()) {
      for (String line : new String(list, StandardCharsets.UTF_8).split("\n")) {
        String item = line.strip();
        if (item.equals("- " + name) || item.equals("- ./" + name)) {
          return true;
        }
      }
    }
    return false;
  }
}
