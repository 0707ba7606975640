package dev.meshgen.pki;

import java.util.List;

/**
 * The entries of a Secret of the type {@code kubernetes.io/tls}, with the authority beside them.
 */
public final class TlsFiles {
  public static final String CERT = "tls.crt";
  public static final String KEY = "tls.key";
  public static final String CA = "ca.crt";

  /** The names in the order in which they are written. */
  public static final List<String> NAMES = List.of(CERT, KEY, CA);

  private TlsFiles() {}
}
