package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;

/** A certificate authority that cannot be used; the message quotes nothing of it. */
final class UnusableCa extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;

  UnusableCa(Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }
}
