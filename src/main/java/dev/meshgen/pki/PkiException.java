package dev.meshgen.pki;

/**
 * A key or certificate somebody gave us cannot be used. The message is one lower-case sentence that
 * names what was read and never holds key material.
 */
public final class PkiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImportFlaw flaw;

  /** Of a certificate. */
  public PkiException(String message) {
    this(ImportFlaw.CERTIFICATE, message);
  }

  public PkiException(ImportFlaw flaw, String message) {
    super(message);
    this.flaw = flaw;
  }

  /** What kind of thing is wrong. */
  public ImportFlaw flaw() {
    return flaw;
  }
}
