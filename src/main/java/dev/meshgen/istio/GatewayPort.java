package dev.meshgen.istio;

import dev.meshgen.model.EastWestPorts;
import dev.meshgen.model.Located;

/**
 * The ports of an east-west gateway: what Istio's charts and istiod assume, and the names that they
 * have in the spec and in the gateway chart.
 */
public enum GatewayPort {
  /** For other networks; istiod assumes it unless a label says otherwise. */
  TLS("tls", "tls", 15443),

  /** Of istiod, as remotes reach it. */
  ISTIOD("istiod", "tls-istiod", 15012),

  /** Of istiod's webhooks, as remotes reach it. */
  WEBHOOK("webhook", "tls-webhook", 15017),

  /** At which a gateway reports over plain HTTP whether it is ready. */
  STATUS("status", "status-port", 15021);

  /** The port at which an ambient gateway takes HBONE within HBONE; it is fixed. */
  public static final int HBONE = 15008;

  private final String field;
  private final String inChart;
  private final int number;

  GatewayPort(String field, String inChart, int number) {
    this.field = field;
    this.inChart = inChart;
    this.number = number;
  }

  /** Its name below {@code eastWest.ports}. */
  public String field() {
    return field;
  }

  /** Its name in the Service of the gateway chart. */
  public String inChart() {
    return inChart;
  }

  /** The port unless the spec changes it, on the Pods of a chart in any case. */
  public int number() {
    return number;
  }

  /** Whether a spec has it elsewhere than the Pods. */
  public boolean isMovedIn(EastWestPorts ports) {
    return in(ports).value() != number;
  }

  /** Whether a spec has any port elsewhere than the Pods. */
  public static boolean anyMovedIn(EastWestPorts ports) {
    for (GatewayPort port : values()) {
      if (port.isMovedIn(ports)) {
        return true;
      }
    }
    return false;
  }

  /** What a spec says, or its default. */
  public Located<Integer> in(EastWestPorts ports) {
    return switch (this) {
      case TLS -> ports.tls();
      case ISTIOD -> ports.istiod();
      case WEBHOOK -> ports.webhook();
      case STATUS -> ports.status();
    };
  }
}
