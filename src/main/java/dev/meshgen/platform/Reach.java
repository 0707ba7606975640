package dev.meshgen.platform;

import dev.meshgen.model.EastWest.Exposure;

/** Which load balancers a row of a table is about. */
enum Reach {
  ANY,
  INTERNAL,
  INTERNET;

  boolean has(Exposure exposure) {
    return this == ANY || (this == INTERNAL) == (exposure == Exposure.INTERNAL);
  }
}
