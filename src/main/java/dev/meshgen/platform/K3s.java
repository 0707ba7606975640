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

  /** Unless it is started without. */
  @Override
  public boolean bringsMetrics() {
    return true;
  }

  /** Its nodes keep CNI plugins elsewhere. */
  @Override
  public Optional<String> nodePlatform() {
    return Optional.of(name().id());
  }
}
