package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.FileView;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/**
 * A template's view: a Kustomization of Flux.
 *
 * @param waits for all that it applied to be ready
 * @param checks what it waits for, if not for all
 * @param operated where an operator's resources are waited for
 */
record LayerView(
    String name,
    Applier applier,
    String path,
    boolean waits,
    FluxSettings.Source source,
    List<String> dependsOn,
    Optional<Decryption> decryption,
    Checks checks,
    Optional<Operated> operated) {

  /**
   * What applies it.
   *
   * @param namespace of Flux
   * @param serviceAccount that Flux applies as
   */
  record Applier(String namespace, Optional<String> serviceAccount) {}

  /** How a resource of an operator is known to be current. */
  record Operated(String kind, String current) {}

  /** That there are sealed files, and the Secret that opens them, if it takes one. */
  record Decryption(Optional<String> secret) {}

  /**
   * What a Kustomization waits for.
   *
   * @param releases HelmReleases
   * @param secret that something makes of what is applied
   */
  record Checks(List<HealthCheck> releases, Optional<HealthCheck> secret) {
    static final Checks NONE = new Checks(List.of(), Optional.empty());
  }

  /** An object that a Kustomization waits for: a HelmRelease, or a Secret. */
  record HealthCheck(String name, String namespace) {}

  /**
   * One that waits for everything in its folder.
   *
   * @param after the ids of the layers that it waits for
   */
  static LayerView of(FluxSettings settings, String id, String path, List<String> after) {
    return new LayerView(
        name(id),
        new Applier(settings.namespace(), settings.access().serviceAccount()),
        settings.folder(path),
        true,
        settings.source(),
        after.stream().map(LayerView::name).toList(),
        Optional.empty(),
        Checks.NONE,
        Optional.empty());
  }

  private static String name(String id) {
    return "mesh-" + id;
  }

  /** The same with sealed files in its folder. */
  LayerView opening(Optional<String> decryptionSecret) {
    return new LayerView(
        name,
        applier,
        path,
        waits,
        source,
        dependsOn,
        Optional.of(new Decryption(decryptionSecret)),
        checks,
        operated);
  }

  /** The same with a resource of an operator in its folder. */
  LayerView operated(String kind, String current) {
    return new LayerView(
        name,
        applier,
        path,
        waits,
        source,
        dependsOn,
        decryption,
        checks,
        Optional.of(new Operated(kind, current)));
  }

  /** The same, which waits for nothing but these. */
  LayerView checking(List<HealthCheck> releases) {
    return waitingFor(new Checks(releases, Optional.empty()));
  }

  /**
   * The same, which waits for a Secret and not for what asks for it: that may be ready too soon.
   */
  LayerView awaiting(HealthCheck secret) {
    return waitingFor(new Checks(List.of(), Optional.of(secret)));
  }

  private LayerView waitingFor(Checks other) {
    return new LayerView(
        name, applier, path, false, source, dependsOn, decryption, other, operated);
  }

  /** One with the labels of what it belongs to. */
  record Labelled(String mesh, String cluster, LayerView layer) {}

  FileView in(String folder, String mesh, String cluster) {
    String id = name.substring(name("").length());
    return new FileView(
        Layout.in(folder, id + ".yaml"), "flux/layer.yaml", new Labelled(mesh, cluster, this));
  }
}
