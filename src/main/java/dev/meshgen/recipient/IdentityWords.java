package dev.meshgen.recipient;

/**
 * What opens the files of a kind of recipients, in words for people who hand it to an engine.
 *
 * @param noun what it is: {@code age identity}
 * @param extension of a file that holds it, by which engines know it too: {@code agekey}; empty if
 *     no file does
 * @param variable with which sops is told where that file is; empty if it is imported, or in no
 *     file
 * @param login what logs in to the service that holds it: {@code AWS credentials}; else empty
 * @param token the entry of a Secret that engines take for that; empty if they log in as themselves
 */
public record IdentityWords(
    String noun, String extension, String variable, String login, String token) {

  /** What is in a file. */
  public IdentityWords(String noun, String extension, String variable) {
    this(noun, extension, variable, "", "");
  }

  /** What never leaves a service, to which workloads log in as themselves. */
  public static IdentityWords ofService(String noun, String login) {
    return new IdentityWords(noun, "", "", login, "");
  }

  /** Whether a service holds it. */
  public boolean isInService() {
    return !login.isEmpty();
  }

  /** How a person lets a command use it. */
  public String handedOver() {
    return isInService()
        ? "log in with " + login + " that may decrypt with it"
        : variable.isEmpty() ? "import it into your keyring" : "point " + variable + " at it";
  }
}
