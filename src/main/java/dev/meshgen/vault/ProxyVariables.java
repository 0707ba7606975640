package dev.meshgen.vault;

import dev.meshgen.net.Cidr;
import dev.meshgen.net.HostAddress;
import dev.meshgen.net.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The way through a proxy, as {@code HTTPS_PROXY} and {@code NO_PROXY} say, in upper or lower case.
 * This machine is never behind one.
 */
final class ProxyVariables extends ProxySelector {
  private final Optional<ServerAddress> proxy;
  private final String[] direct;

  ProxyVariables(Map<String, String> variables) {
    String address = either(variables, "HTTPS_PROXY");
    proxy =
        ServerAddress.parse(address.contains("://") ? address : "http://" + address)
            .filter(found -> found.scheme().equals("http"));
    direct = either(variables, "NO_PROXY").toLowerCase(Locale.ROOT).split("[,\\s]+", -1);
  }

  private static String either(Map<String, String> variables, String name) {
    String upper = variables.getOrDefault(name, "");
    return upper.isBlank()
        ? variables.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip()
        : upper.strip();
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<HostAddress> host = HostAddress.parse(uri.getHost().replaceAll("^\\[|\\]$", ""));
    if (proxy.isEmpty() || host.isEmpty() || isDirect(host.get())) {
      return List.of(Proxy.NO_PROXY);
    }
    InetSocketAddress at = new InetSocketAddress(proxy.get().host().text(), proxy.get().port());
    return List.of(new Proxy(Proxy.Type.HTTP, at));
  }

  private boolean isDirect(HostAddress host) {
    if (host.isThisMachine()) {
      return true;
    }
    for (String entry : direct) {
      if (matches(entry, host)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String entry, HostAddress host) {
    if (entry.isEmpty()) {
      return false;
    }
    if (host.ip().isPresent()) {
      Optional<Cidr> range = Cidr.parse(entry);
      return entry.equals("*")
          || entry.equals(host.text())
          || range.isPresent() && range.get().contains(host.ip().get());
    }
    String domain = entry.replaceFirst("^\\*?\\.", "");
    return entry.equals("*")
        || host.text().endsWith("." + domain)
        || host.text().equals(domain) && domain.equals(entry);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // The request fails, and says so.
  }
}
