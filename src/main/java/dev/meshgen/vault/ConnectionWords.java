package dev.meshgen.vault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Why nothing came back, in words: the exceptions of the JDK's client mostly have no message. */
final class ConnectionWords {
  private ConnectionWords() {}

  static String of(IOException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
        return "no such host";
      }
      if (each instanceof NoRouteToHostException) {
        return "no route to the host";
      }
    }
    return e instanceof ConnectException
        ? "the connection was refused"
        : "the connection closed before the response";
  }
}
