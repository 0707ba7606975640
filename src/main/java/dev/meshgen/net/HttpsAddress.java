package dev.meshgen.net;

import java.util.Optional;

/**
 * The address of an HTTPS server.
 *
 * @param path with its leading slash and without trailing ones; may be empty
 */
public record HttpsAddress(HostAddress host, int port, String path) {
  private static final String SCHEME = "https://";
  private static final int DEFAULT_PORT = 443;

  /** Empty for anything that is not scheme, host, optional port and optional path. */
  public static Optional<HttpsAddress> parse(String text) {
    if (!text.startsWith(SCHEME) || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      return Optional.empty();
    }
    String authority = authority(text);
    String path = text.substring(SCHEME.length() + authority.length());
    boolean bracketed = authority.startsWith("[");
    int hostEnd = bracketed ? authority.indexOf(']') + 1 : authority.indexOf(':');
    hostEnd = hostEnd < 0 ? authority.length() : hostEnd;
    if (bracketed && hostEnd == 0) {
      return Optional.empty();
    }
    String host = bracketed ? authority.substring(1, hostEnd - 1) : authority.substring(0, hostEnd);
    int port = port(authority.substring(hostEnd));
    Optional<HostAddress> address = HostAddress.parse(host);
    boolean fits =
        address.isPresent()
            && port > 0
            && bracketed == address.get().ip().filter(ip -> ip.family() == 6).isPresent();
    return fits
        ? Optional.of(new HttpsAddress(address.get(), port, withoutTrailingSlash(path)))
        : Optional.empty();
  }

  /** Whether the host is preceded by a user name, and perhaps a password. */
  public static boolean hasUserInfo(String text) {
    return text.startsWith(SCHEME) && authority(text).indexOf('@') >= 0;
  }

  /** One text for everything that leads to the same place. */
  public String canonical() {
    return host.canonical() + " " + port + path;
  }

  private static String authority(String text) {
    int end = SCHEME.length();
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(SCHEME.length(), end);
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
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
    return port <= 65535 ? port : -1;
  }

  private static String withoutTrailingSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
