package dev.meshgen.seal;

import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sealed file cannot be read, opened or resealed. The message is one lower-case sentence without
 * a file name, which the caller knows; it never holds a secret.
 */
public final class SealException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller may have to tell apart. */
  public enum Reason {
    /** Not a file that sops could have written. */
    MALFORMED,
    /** Well formed, but it uses what meshgen does not: another rule, several documents. */
    UNSUPPORTED,
    /** None of the keys at hand opens it. */
    NO_IDENTITY,
    /** It opens, but something in it changed after it was sealed. */
    TAMPERED,
    /** A program of the user's is needed, and cannot be started. */
    NO_PROGRAM,
    /** A program of the user's is older than it has to be. */
    OLD_PROGRAM,
    /**
     * A program of the user's did not do what it was asked for: the service refused, or is
     * unavailable.
     */
    REFUSED,
    /** A program of the user's did something else. */
    UNEXPECTED,
    /** The public key of a recipient is not at hand. */
    NO_PUBLIC_KEY,
    /** The public key of a recipient is not good for sealing: it has expired or was revoked. */
    BAD_PUBLIC_KEY,
    /** The file that the spec names for the public key of a recipient does not have it. */
    BAD_KEY_FILE
  }

  /**
   * What would have opened the file.
   *
   * @param expected what the user needs, for people
   * @param hint how to hand it over
   * @param notes what was skipped on the way and why
   */
  public record MissingKey(String expected, String hint, List<String> notes) {
    public MissingKey {
      notes = List.copyOf(notes);
    }

    /** The notes in one sentence's tail, {@code "; …"}; empty without notes. */
    public String remarks() {
      return notes.isEmpty() ? "" : "; " + String.join("; ", notes);
    }
  }

  private final Reason reason;
  private final transient Optional<MissingKey> missing;
  private final transient Optional<Diagnostic> told;

  public SealException(Reason reason, String message) {
    this(reason, message, Optional.empty(), Optional.empty());
  }

  private SealException(
      Reason reason, String message, Optional<MissingKey> missing, Optional<Diagnostic> told) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
    this.missing = missing;
    this.told = told;
  }

  /** No key at hand opens the file. */
  public static SealException noKey(String message, MissingKey missing) {
    return new SealException(Reason.NO_IDENTITY, message, Optional.of(missing), Optional.empty());
  }

  /** The same, where a service was asked, and a user is told what it answered. */
  public static SealException noKey(
      String message, MissingKey missing, Optional<Diagnostic> refused) {
    return new SealException(Reason.NO_IDENTITY, message, Optional.of(missing), refused);
  }

  /** A service did not do what this process asked it for; a user is told all of it. */
  public static SealException refused(Diagnostic told) {
    return new SealException(Reason.REFUSED, told.message(), Optional.empty(), Optional.of(told));
  }

  /** What a user is told, if that is more than the message. */
  public Optional<Diagnostic> told() {
    return told;
  }

  public Reason reason() {
    return reason;
  }

  /** What would have opened the file, if that is what is wrong. */
  public Optional<MissingKey> missing() {
    return missing;
  }
}
