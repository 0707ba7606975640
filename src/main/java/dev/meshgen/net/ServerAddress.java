package dev.meshgen.net;

import java.util.Locale;
import java.util.Optional;

/**
 * The address of a server: scheme, host, port and path, without query or fragment.
 *
 * @param scheme in lower case
 * @param hasLogin whether a user name precedes the host; the name itself is not kept
 * @param port that of the scheme if none is written; 0 if the scheme is also unknown
 * @param path with its leading slash and without trailing ones; may be empty
 */
public record ServerAddress(
    String scheme, boolean hasLogin, HostAddress host, int port, String path) {
  private static final String SEPARATOR = "://";

  /** Characters of a path (RFC 3986 section 3.3) besides letters, digits and escapes. */
  private static final String PATH = "/-._~!$&'()*+,;=:@";

  /** Empty for anything else. */
  public static Optional<ServerAddress> parse(String text) {
    int scheme = text.indexOf(SEPARATOR);
    if (scheme < 1 || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      return Optional.empty();
    }
    String rest = text.substring(scheme + SEPARATOR.length());
    String authority = UserInfo.authority(rest);
    String path = rest.substring(authority.length());
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    return isPath(path)
        ? parse(
            text.substring(0, scheme).toLowerCase(Locale.ROOT),
            place.length() < authority.length(),
            place,
            withoutTrailingSlash(path))
        : Optional.empty();
  }

  private static Optional<ServerAddress> parse(
      String scheme, boolean hasLogin, String place, String path) {
    boolean bracketed = place.startsWith("[");
    int hostEnd = bracketed ? place.indexOf(']') + 1 : place.indexOf(':');
    hostEnd = hostEnd < 0 ? place.length() : hostEnd;
    if (bracketed && hostEnd == 0) {
      return Optional.empty();
    }
    String host = bracketed ? place.substring(1, hostEnd - 1) : place.substring(0, hostEnd);
    int port = hostEnd == place.length() ? defaultPort(scheme) : port(place.substring(hostEnd));
    Optional<HostAddress> address = HostAddress.parse(host);
    boolean fits = address.isPresent() && port >= 0 && bracketed == address.get().isIpv6();
    return fits
        ? Optional.of(new ServerAddress(scheme, hasLogin, address.get(), port, path))
        : Optional.empty();
  }

  public boolean isHttps() {
    return scheme.equals("https");
  }

  /** One text for everything that leads to the same place. */
  public String canonical() {
    return host.canonical() + " " + port + path;
  }

  /** Scheme, host and port, as people may read them: no login, and no path. */
  public String origin() {
    String name = host.isIpv6() ? "[" + host.text() + "]" : host.text();
    return scheme + SEPARATOR + name + (port == defaultPort(scheme) ? "" : ":" + port);
  }

  /** Whether two texts lead to the same server; false if one of them is not an address. */
  public static boolean areSame(String one, String other) {
    Optional<String> canonical = parse(one).map(ServerAddress::canonical);
    return canonical.isPresent() && canonical.equals(parse(other).map(ServerAddress::canonical));
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      case "socks5" -> 1080;
      default -> 0;
    };
  }

  private static int port(String text) {
    if (text.length() < 2 || text.length() > 6 || text.charAt(0) != ':') {
      return -1;
    }
    int port = 0;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + (c - '0');
    }
    return port > 0 && port <= 65535 ? port : -1;
  }

  private static boolean isPath(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape = c == '%' && i + 2 < text.length();
      if (escape && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
        i += 2;
      } else if (!isLetterOrDigit(c) && PATH.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static String withoutTrailingSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
