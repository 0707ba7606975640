package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;

/** The engines there are. */
public final class Engines {
  private Engines() {}

  public static Engine of(Delivery delivery) {
    return delivery instanceof Delivery.ArgoCd argoCd
        ? new ArgoCd(argoCd)
        : new Flux((Delivery.Flux) delivery);
  }

  /** What the engine does when files are gone. */
  public static Pruning pruning(Mesh mesh) {
    return mesh.delivery() instanceof Delivery.Flux flux
        ? new FluxPruning(flux)
        : new ArgoCdPruning(mesh.name());
  }
}
