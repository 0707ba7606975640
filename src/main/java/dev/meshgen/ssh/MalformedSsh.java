package dev.meshgen.ssh;

/** Bytes that SSH does not know as a key or signature. The message completes "the key …". */
public final class MalformedSsh extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSsh(String message) {
    super(message);
  }
}
