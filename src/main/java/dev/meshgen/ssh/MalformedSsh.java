package dev.meshgen.ssh;

/** Bytes that are no key or signature of SSH. The message completes "the key …". */
public final class MalformedSsh extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSsh(String message) {
    super(message);
  }
}
