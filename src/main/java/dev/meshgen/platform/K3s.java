package dev.meshgen.platform;

import dev.meshgen.model.PlatformName;
import java.util.Optional;

/** k3s, on any cloud or none. */
final class K3s implements Platform {

  @Override
  public PlatformName name() {
    return PlatformName.K3S;
  }

  @Override
  public LoadBalancers loadBalancers() {
    return AnyCloud.LOAD_BALANCERS;
  }

  /** Its nodes keep CNI plugins elsewhere. */
  @Override
  public Optional<String> nodePlatform() {
    return Optional.of(name().id());
  }
}
