package dev.meshgen.bytes;

/** Text that is not PEM. The message completes a sentence about it and quotes nothing. */
public final class MalformedPem extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for callers with their own words. */
  public enum Flaw {
    TOO_LARGE,
    /** What starts a block is not its first line. */
    NO_HEAD,
    /** The last line is missing. */
    CUT_OFF,
    NOT_BASE64
  }

  private final Flaw flaw;
  private final String label;

  MalformedPem(Flaw flaw, String label, String message) {
    super(message, null, false, false);
    this.flaw = flaw;
    this.label = label;
  }

  public Flaw flaw() {
    return flaw;
  }

  /** Of the block that is malformed; empty if it has no first line. */
  public String label() {
    return label;
  }
}
