package dev.meshgen.delivery.flux;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.spec.TypedFields;
import java.util.Optional;

/**
 * What the spec says of Flux.
 *
 * @param source that carries the tree
 * @param namespace of Flux itself
 * @param decryptionSecret whose entries open the sealed files
 * @param access as what it reads and applies
 */
record FluxSettings(
    Delivery tree, Source source, String namespace, String decryptionSecret, Access access) {

  static final String KEY = "flux";

  /** A source of Flux. */
  record Source(String kind, String name) {}

  /**
   * As what Flux reads and applies.
   *
   * @param serviceAccount that it applies as; empty for its own
   * @param chartsProvider the cloud that it logs in to for charts, if the spec says anything
   */
  record Access(Optional<String> serviceAccount, Optional<String> chartsProvider) {}

  static FluxSettings of(Mesh mesh) {
    return of(mesh.delivery(KEY).orElseThrow());
  }

  /** What the spec says of the Flux of a cluster. */
  static FluxSettings of(Cluster cluster) {
    return of(cluster.delivery());
  }

  private static FluxSettings of(Delivery delivery) {
    TypedFields flux = new TypedFields(delivery.settings().root());
    TypedFields source = flux.in("sourceRef");
    return new FluxSettings(
        delivery,
        // The name is missing in a spec that is wrong, and reported as such.
        new Source(source.text("kind").orElseThrow(), source.text("name").orElse("")),
        flux.text("namespace").orElseThrow(),
        flux.text("decryptionSecret").orElseThrow(),
        new Access(flux.text("serviceAccountName"), flux.text("chartsProvider")));
  }

  /** The folder of a path of the tree, as Flux takes it. */
  String folder(String path) {
    return "./" + tree.within(path);
  }
}
