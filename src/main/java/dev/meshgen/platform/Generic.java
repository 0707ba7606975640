package dev.meshgen.platform;

import dev.meshgen.model.PlatformName;

/** Any other cluster. */
final class Generic implements Platform {

  @Override
  public PlatformName name() {
    return PlatformName.GENERIC;
  }

  @Override
  public LoadBalancers loadBalancers() {
    return AnyCloud.LOAD_BALANCERS;
  }
}
