package dev.meshgen.platform;

import java.util.List;

/**
 * Where a gateway reports over plain HTTP whether it is ready.
 *
 * @param podPort on its Pods
 * @param servicePort on its Service
 * @param encryptedPorts those of the Service that terminate TLS or pass it through
 */
public record GatewayHealth(
    String path, int podPort, int servicePort, List<Integer> encryptedPorts) {
  public GatewayHealth {
    encryptedPorts = List.copyOf(encryptedPorts);
  }
}
