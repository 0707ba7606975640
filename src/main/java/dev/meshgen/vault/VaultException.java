package dev.meshgen.vault;

import java.time.Duration;
import java.util.Optional;

/**
 * A request without the answer that was asked for. Quotes of what came back what Vault means for
 * people to read, and nothing that was sent.
 */
public final class VaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Optional<Request> request;
  private final boolean passing;
  private final transient Optional<Duration> retryAfter;

  /** What went wrong, by what helps. */
  public enum Kind {
    /** No address, a credential that is missing, a file that cannot be read: nothing was sent. */
    SETTING,
    /** Nothing answers, or not in time. */
    UNREACHABLE,
    /** It cannot prove who it is. */
    UNTRUSTED,
    /** It is sealed, or was never initialized. */
    SEALED,
    /** It had something else to do, all the time. */
    BUSY,
    /** It knows no such token. */
    TOKEN,
    /** No policy of the token allows it. */
    DENIED,
    /** It lets no one in with that. */
    LOGIN,
    /** Nothing is mounted at the path, or what is there has no such thing. */
    MISSING,
    /** An engine is there, and nothing at its path. */
    ABSENT,
    /** It could, and does not want to. */
    REFUSED,
    /** What answered was not Vault. */
    FOREIGN
  }

  /**
   * What was asked.
   *
   * @param method as HTTP has it
   * @param path below {@code /v1}
   */
  public record Request(String method, String path) {
    /** As policies call it. */
    public String capability() {
      return switch (method) {
        case "GET" -> "read";
        case "LIST" -> "list";
        case "DELETE" -> "delete";
        default -> "update";
      };
    }

    @Override
    public String toString() {
      return method + " /v1/" + path;
    }
  }

  private VaultException(
      Kind kind,
      String words,
      Optional<Request> request,
      boolean passing,
      Optional<Duration> retryAfter) {
    super(words);
    this.kind = kind;
    this.request = request;
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  static VaultException of(Kind kind, String words) {
    return new VaultException(kind, words, Optional.empty(), false, Optional.empty());
  }

  /** The same, of a request. */
  VaultException about(Request asked) {
    return new VaultException(kind, getMessage(), Optional.of(asked), passing, retryAfter);
  }

  /** The same, which may pass. */
  VaultException passing() {
    return new VaultException(kind, getMessage(), request, true, retryAfter);
  }

  /** The same, which passes in a while, as the server says. */
  VaultException passingIn(Duration time) {
    return new VaultException(kind, getMessage(), request, true, Optional.of(time));
  }

  /** The same problem of another kind. */
  public VaultException as(Kind other) {
    return new VaultException(other, getMessage(), request, passing, retryAfter);
  }

  /** The same, after several tries. */
  VaultException after(int tries) {
    return tries == 1
        ? this
        : new VaultException(
            kind, getMessage() + ", after " + tries + " attempts", request, passing, retryAfter);
  }

  public Kind kind() {
    return kind;
  }

  /** What was asked, if anything was. */
  public Optional<Request> request() {
    return request;
  }

  /** Whether the same request may have another answer in a moment. */
  boolean isPassing() {
    return passing;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
