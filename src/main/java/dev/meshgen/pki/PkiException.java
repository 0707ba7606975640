package dev.meshgen.pki;

/**
 * A key or certificate somebody gave us cannot be used. The message is one lower-case sentence that
 * names what was read and never holds key material.
 */
public final class PkiException extends Exception {
  private static final long serialVersionUID = 1L;

  public PkiException(String message) {
    super(message);
  }
}
