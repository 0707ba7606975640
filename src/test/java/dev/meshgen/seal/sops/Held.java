package dev.meshgen.seal.sops;

import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Keys that somebody has at hand. */
public final class Held {
  private Held() {}

  /** Where somebody finds these identities, and no others. */
  public static Keyrings by(AgeIdentity... identities) {
    StringBuilder keys = new StringBuilder();
    for (AgeIdentity identity : identities) {
      keys.append(new String(identity.text().copy(), StandardCharsets.US_ASCII)).append('\n');
    }
    return in(Map.of("SOPS_AGE_KEY", keys.toString()));
  }

  /** Those that somebody with these variables finds. */
  public static Keyrings in(Map<String, String> environment) {
    return Keyrings.in(
        new Surroundings(
            environment,
            "Linux",
            (command, variables) -> {
              throw new AssertionError("no command may run");
            }));
  }
}
