package dev.meshgen.net;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A literal IP address. Parsed here and not with {@code InetAddress}, which would ask a name server
 * about anything it does not recognise.
 *
 * @param family 4 or 6
 */
public record IpAddress(String text, int family, BigInteger value) {
  private static final BigInteger LOOPBACK_6 = BigInteger.ONE;
  private static final BigInteger MAPPED_PREFIX = BigInteger.valueOf(0xffff);
  private static final BigInteger QUAD = BigInteger.valueOf(0xffffffffL);

  /** Reads a dotted quad or an IPv6 address in any of RFC 4291's text forms. */
  public static Optional<IpAddress> parse(String text) {
    BigInteger value = text.indexOf(':') < 0 ? parse4(text) : parse6(text);
    int family = text.indexOf(':') < 0 ? 4 : 6;
    return value == null ? Optional.empty() : Optional.of(new IpAddress(text, family, value));
  }

  int bits() {
    return family == 4 ? 32 : 128;
  }

  /** What connecting to it connects to: IPv4 where that is mapped (RFC 4291 section 2.5.5.2). */
  private IpAddress unmapped() {
    boolean mapped = family == 6 && value.shiftRight(32).equals(MAPPED_PREFIX);
    return mapped ? new IpAddress(text, 4, value.and(QUAD)) : this;
  }

  /** One text for every spelling of one address. */
  public String canonical() {
    IpAddress plain = unmapped();
    return text(plain.family, plain.value);
  }

  /** Whether this is 127.0.0.0/8 or ::1, which on every machine means that machine itself. */
  public boolean isLoopback() {
    return isWithin(8, 127) || family == 6 && value.equals(LOOPBACK_6);
  }

  /** Whether this is 0.0.0.0 or ::, to which nothing can connect. */
  public boolean isUnspecified() {
    return unmapped().value.signum() == 0;
  }

  /** Whether this is 169.254.0.0/16 or fe80::/10, which no router forwards. */
  public boolean isLinkLocal() {
    return isWithin(16, 0xa9fe) || family == 6 && value.shiftRight(118).intValue() == 0x3fa;
  }

  /** Whether this is 224.0.0.0/4 or ff00::/8, which no server has. */
  public boolean isMulticast() {
    return isWithin(4, 0xe) || family == 6 && value.shiftRight(120).intValue() == 0xff;
  }

  /**
   * Whether no router of the internet leads to it: RFC 1918, RFC 6598 for carriers, and RFC 4193.
   */
  public boolean isPrivate() {
    return isWithin(8, 10)
        || isWithin(12, 0xac1)
        || isWithin(16, 0xc0a8)
        || isWithin(10, 0x191)
        || family == 6 && value.shiftRight(121).intValue() == 0x7e;
  }

  private boolean isWithin(int prefix, int network) {
    IpAddress plain = unmapped();
    return plain.family == 4 && plain.value.shiftRight(32 - prefix).intValue() == network;
  }

  boolean isBetween(int family, BigInteger first, BigInteger last) {
    IpAddress plain = unmapped();
    return plain.family == family
        && first.compareTo(plain.value) <= 0
        && plain.value.compareTo(last) <= 0;
  }

  /** The text of an address: a dotted quad, or IPv6 as RFC 5952 section 4 writes it. */
  static String text(int family, BigInteger value) {
    if (family == 4) {
      int bits = value.intValue();
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 255)
          + "."
          + (bits >>> 8 & 255)
          + "."
          + (bits & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xffff;
    }
    return text6(groups);
  }

  private static String text6(int[] groups) {
    int gap = -1;
    int gapEnd = -1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > Math.max(1, gapEnd - gap)) {
        gap = i;
        gapEnd = end;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i = gapEnd - 1;
      } else {
        text.append(i == 0 || i == gapEnd ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static BigInteger parse4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    long value = 0;
    for (String part : parts) {
      int octet = digits(part, 10, 3);
      // A leading zero reads as octal in some resolvers and as decimal in others.
      if (octet < 0 || octet > 255 || part.length() > 1 && part.charAt(0) == '0') {
        return null;
      }
      value = value << 8 | octet;
    }
    return BigInteger.valueOf(value);
  }

  private static BigInteger parse6(String written) {
    String text = written.indexOf('.') < 0 ? written : withoutDots(written);
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return null;
    }
    if (gap < 0) {
      int[] all = groups(text);
      return all == null || all.length != 8 ? null : join(all, new int[0]);
    }
    int[] head = groups(text.substring(0, gap));
    int[] tail = groups(text.substring(gap + 2));
    return head == null || tail == null || head.length + tail.length > 7 ? null : join(head, tail);
  }

  /** Rewrites a dotted quad at the end, as in {@code ::ffff:192.0.2.1}, into two groups. */
  private static String withoutDots(String text) {
    int quad = text.lastIndexOf(':') + 1;
    BigInteger value = parse4(text.substring(quad));
    if (value == null) {
      return text;
    }
    int bits = value.intValue();
    return text.substring(0, quad)
        + Integer.toHexString(bits >>> 16)
        + ":"
        + Integer.toHexString(bits & 0xffff);
  }

  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    if (parts.length > 8) {
      return null;
    }
    int[] groups = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      groups[i] = digits(parts[i], 16, 4);
      if (groups[i] < 0) {
        return null;
      }
    }
    return groups;
  }

  private static BigInteger join(int[] head, int[] tail) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < 8; i++) {
      int fromTail = i - (8 - tail.length);
      int group = i < head.length ? head[i] : fromTail >= 0 ? tail[fromTail] : 0;
      value = value.shiftLeft(16).or(BigInteger.valueOf(group));
    }
    return value;
  }

  private static int digits(String text, int radix, int most) {
    if (text.isEmpty() || text.length() > most) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
