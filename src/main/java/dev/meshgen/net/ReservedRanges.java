package dev.meshgen.net;

import java.util.List;

/** Ranges of addresses that no host on the internet has. */
public final class ReservedRanges {
  /** Never the source of a packet on the internet (RFC 6890, RFC 5771, RFC 4291 section 2.4). */
  public static final List<String> NO_SOURCES =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/3",
          "::/3",
          "4000::/2",
          "8000::/1");

  private ReservedRanges() {}
}
