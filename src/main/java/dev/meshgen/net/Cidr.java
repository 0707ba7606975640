package dev.meshgen.net;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An address range in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param text as written
 * @param family 4 or 6
 * @param first lowest address, as a number
 * @param last highest address, as a number
 * @param exact whether no host bits were set
 */
public record Cidr(String text, int family, BigInteger first, BigInteger last, boolean exact) {

  /** Reads {@code a.b.c.d/n} or {@code x:y::z/n}; empty for anything else. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    int prefix = number(text.substring(slash + 1));
    if (address.isEmpty() || prefix < 0 || prefix > address.get().bits()) {
      return Optional.empty();
    }
    int hostBits = address.get().bits() - prefix;
    BigInteger value = address.get().value();
    BigInteger first = value.shiftRight(hostBits).shiftLeft(hostBits);
    BigInteger last = first.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE);
    return Optional.of(new Cidr(text, address.get().family(), first, last, first.equals(value)));
  }

  public boolean overlaps(Cidr other) {
    return family == other.family
        && first.compareTo(other.last) <= 0
        && other.first.compareTo(last) <= 0;
  }

  /** The same range written with its lowest address, as CIDR notation wants it. */
  public String canonical() {
    int hostBits = last.subtract(first).bitLength();
    return IpAddress.text(family, first) + "/" + ((family == 4 ? 32 : 128) - hostBits);
  }

  public boolean contains(IpAddress address) {
    return address.isBetween(family, first, last);
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > 3) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
