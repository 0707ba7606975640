package dev.meshgen.istio;

import java.util.List;

/** The ports of istiod's own Service and Pods; a gateway has {@link GatewayPort} for them. */
public final class IstiodPort {
  /** Of the Service: configuration and certificates, over TLS. */
  public static final int XDS = GatewayPort.ISTIOD.number();

  /** Of the Service: injection and validation, which API servers call. */
  public static final int WEBHOOK = 443;

  /** Of the Pods: plaintext and secure configuration, and istiod's own metrics and debugging. */
  public static final List<Integer> PODS = List.of(15010, XDS, 15014);

  private IstiodPort() {}
}
