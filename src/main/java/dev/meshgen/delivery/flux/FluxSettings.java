package dev.meshgen.delivery.flux;

import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.spec.TypedFields;

/**
 * What the spec says of Flux.
 *
 * @param source that carries the tree
 * @param namespace of Flux itself
 * @param decryptionSecret whose entries open the sealed files
 */
record FluxSettings(Delivery tree, Source source, String namespace, String decryptionSecret) {

  static final String KEY = "flux";

  /** A source of Flux. */
  record Source(String kind, String name) {}

  static FluxSettings of(Mesh mesh) {
    TypedFields flux = new TypedFields(mesh.delivery().settings().root());
    TypedFields source = flux.in("sourceRef");
    return new FluxSettings(
        mesh.delivery(),
        // The name is missing in a spec that is wrong, and reported as such.
        new Source(source.text("kind").orElseThrow(), source.text("name").orElse("")),
        flux.text("namespace").orElseThrow(),
        flux.text("decryptionSecret").orElseThrow());
  }

  /** The folder of a path of the tree, as Flux takes it. */
  String folder(String path) {
    return "./" + tree.within(path);
  }
}
