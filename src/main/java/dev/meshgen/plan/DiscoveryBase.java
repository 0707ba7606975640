package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/**
 * A folder of remote secrets, which the istiod of several clusters read, or of one.
 *
 * @param folder within the tree, without a trailing slash
 * @param way in which what lies in it reaches its readers
 * @param recipients of every file in it, sorted; none if others fetch all that lies there
 * @param reader whose controller alone opens what lies in it, if one does
 * @param clusters whose secrets lie in it
 */
public record DiscoveryBase(
    String folder,
    Way way,
    List<Recipient> recipients,
    Optional<Cluster> reader,
    List<String> clusters) {

  /** How secrets reach their readers. */
  public enum Way {
    /** Sealed by SOPS. */
    SOPS,
    /** Kept in Vault. */
    STORE,
    /** Sealed for the controller of a cluster. */
    CONTROLLER;

    /** That of a mesh. */
    static Way of(Mesh mesh) {
      if (mesh.sealsBySops()) {
        return SOPS;
      }
      return mesh.store().isPresent() ? STORE : CONTROLLER;
    }
  }

  public DiscoveryBase {
    recipients = List.copyOf(recipients);
    clusters = List.copyOf(clusters);
  }

  /** Where the secret of a cluster lies in it. */
  public String file(String cluster) {
    return switch (way) {
      case SOPS -> Layout.sealed(folder, cluster);
      case STORE -> Layout.stored(folder, cluster);
      case CONTROLLER -> Layout.forController(folder, cluster);
    };
  }
}
