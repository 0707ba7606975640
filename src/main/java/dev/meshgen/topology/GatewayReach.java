package dev.meshgen.topology;

/** Who can reach the load balancer of a gateway. */
public enum GatewayReach {
  INTERNAL("internal"),
  INTERNET("internet"),
  /** The class or the pool that the spec names decides. */
  CHOSEN("as its class or pool says"),
  /** Its Service has another type. */
  NO_LOAD_BALANCER("no load balancer"),
  /** It is to be internal, and nothing is known to make it so. */
  UNKNOWN("not known to be internal");

  private final String words;

  GatewayReach(String words) {
    this.words = words;
  }

  /** In words, for a table. */
  public String words() {
    return words;
  }
}
