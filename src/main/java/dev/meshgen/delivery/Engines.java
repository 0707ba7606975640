package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;

/** The engines there are. */
public final class Engines {
  private Engines() {}

  public static Engine of(Delivery delivery) {
    return delivery instanceof Delivery.ArgoCd argoCd
        ? new ArgoCd(argoCd)
        : new Flux((Delivery.Flux) delivery);
  }
}
