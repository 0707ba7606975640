package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** No address can be requested. */
final class NoAddresses implements FixedAddresses {

  @Override
  public GatewayService ask(EastWest eastWest) {
    return GatewayService.annotated(Collections.emptySortedMap());
  }

  @Override
  public List<String> annotations() {
    return List.of();
  }

  @Override
  public Optional<String> mostOf(List<String> addresses) {
    return Optional.empty();
  }
}
