package dev.meshgen.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of the JDK, for formats that ask for one of them. */
public final class Hashes {
  private Hashes() {}

  /** A function that every JDK has: {@code SHA-512}. */
  public static MessageDigest named(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }
}
