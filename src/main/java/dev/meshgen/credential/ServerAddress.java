package dev.meshgen.credential;

import dev.meshgen.net.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * An address as far as it can be judged without asking anybody.
 *
 * @param flaw why istiod in another cluster cannot use it
 * @param shown scheme, host and port as a diagnostic may name them: no path, no login
 * @param canonical equal for two spellings of one address
 */
record ServerAddress(Flaw flaw, String shown, String canonical) {

  /** What is wrong with an address. */
  enum Flaw {
    NONE,
    /** Another scheme: the token would travel in the clear. */
    NOT_HTTPS,
    /** Not an address, or one with a login, a query or a fragment. */
    MALFORMED,
    /** The reader's own machine, or its own cluster. */
    LOCAL
  }

  private static final ServerAddress MALFORMED =
      new ServerAddress(Flaw.MALFORMED, "the address", "");

  static ServerAddress ofApiServer(String text) {
    URI uri = parse(text);
    if (uri == null || uri.getRawUserInfo() != null) {
      return MALFORMED;
    }
    ServerAddress address = of(uri);
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    return https ? address : new ServerAddress(Flaw.NOT_HTTPS, address.shown, address.canonical);
  }

  /** A proxy may be asked in the clear, since TLS passes through it, and may want a login. */
  static ServerAddress ofProxy(String text) {
    URI uri = parse(text);
    String scheme = uri == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https", "socks5" -> of(uri);
      default -> MALFORMED;
    };
  }

  /** A DNS name or an IP address. */
  static boolean isHostName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && c != '-' && c != '.' && c != ':') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 253;
  }

  private static URI parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return null;
      }
    }
    try {
      URI uri = new URI(text);
      boolean usable =
          uri.getScheme() != null
              && uri.getHost() != null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getPort() != 0
              && uri.getPort() <= 65535;
      return usable ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static ServerAddress of(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT) + "://";
    return new ServerAddress(
        isLocal(host) ? Flaw.LOCAL : Flaw.NONE,
        QuotableText.quoted(scheme + host + port, "the address"),
        scheme + host + (port.isEmpty() ? ":443" : port) + bare);
  }

  private static boolean isLocal(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    // Inside a cluster these name that cluster's own API server.
    if (name.equals("kubernetes")
        || name.equals("kubernetes.default")
        || name.equals("kubernetes.default.svc")
        || name.startsWith("kubernetes.default.svc.")) {
      return true;
    }
    String literal = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    int mapped = literal.startsWith("::ffff:") && literal.indexOf('.') > 0 ? 7 : 0;
    Optional<IpAddress> address = IpAddress.parse(literal.substring(mapped));
    return address.isPresent() && (address.get().isLoopback() || address.get().isUnspecified());
  }
}
