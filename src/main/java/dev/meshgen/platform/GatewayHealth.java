package dev.meshgen.platform;

import java.util.List;

/**
 * Where a gateway says over plain HTTP whether it is ready.
 *
 * @param podPort on its Pods
 * @param servicePort on its Service
 * @param encryptedPorts of the Service: those that end, or pass on, TLS
 */
public record GatewayHealth(
    String path, int podPort, int servicePort, List<Integer> encryptedPorts) {
  public GatewayHealth {
    encryptedPorts = List.copyOf(encryptedPorts);
  }
}
