package dev.meshgen.istio;

import java.util.Optional;

/**
 * Which Gateway API CRDs one Istio minor reads in full. With others it ignores some kinds of
 * routes, and only logs it.
 *
 * @param min oldest version of the bundle
 * @param max newest version of the bundle, when there is an upper bound
 * @param tlsRoutes oldest version of the bundle with TLSRoutes that it reads without enabling
 *     experimental kinds; empty if all of them are experimental to it
 */
public record GatewayApiSupport(
    IstioVersion min, Optional<IstioVersion> max, Optional<IstioVersion> tlsRoutes) {

  /** Whether istiod reads all kinds of that bundle which it knows at all. */
  public boolean reads(IstioVersion bundle) {
    return bundle.compareTo(min) >= 0 && (max.isEmpty() || bundle.compareTo(max.get()) <= 0);
  }

  /** The bounds, in words. */
  public String text() {
    return max.isPresent() ? min + " to " + max.get() : min + " or later";
  }
}
