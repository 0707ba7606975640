package dev.meshgen.net;

import java.util.Optional;

/** The user name, and perhaps password, before the host of an address with a scheme. */
public final class UserInfo {
  private UserInfo() {}

  /** Empty without one, or without a scheme. */
  public static Optional<String> of(String address) {
    int scheme = address.indexOf("://");
    if (scheme < 0) {
      return Optional.empty();
    }
    String authority = authority(address.substring(scheme + 3));
    int end = authority.lastIndexOf('@');
    return end < 0 ? Optional.empty() : Optional.of(authority.substring(0, end));
  }

  /** The part before path, query and fragment. */
  static String authority(String text) {
    int end = 0;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}
