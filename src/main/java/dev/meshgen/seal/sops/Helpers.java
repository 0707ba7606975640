package dev.meshgen.seal.sops;

/**
 * What sealing may ask for beside randomness.
 *
 * @param sops the user's own
 */
public record Helpers(UserSops sops) {
  /** None: only for kinds that need no help. */
  public static final Helpers NONE = new Helpers(new UserSops(Surroundings.NONE));
}
