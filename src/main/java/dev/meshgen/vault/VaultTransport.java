package dev.meshgen.vault;

import java.io.IOException;
import java.time.Duration;

/** Carries one request, once. Safe for use by several threads. */
interface VaultTransport {
  /** More than that, no answer has: a certificate and all above it are a few KiB. */
  int MOST = 1 << 20;

  /**
   * The reply as it came: no redirect is followed.
   *
   * @param limit for all of it, down to the last byte of the body
   * @throws TooLarge if the body has more than {@link #MOST} bytes
   * @throws java.net.http.HttpTimeoutException if {@code limit} has passed
   * @throws IOException if there is no whole reply for another reason
   */
  VaultReply send(VaultCall call, Duration limit) throws IOException;

  /** The body does not end. */
  final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the response has more than " + MOST + " bytes");
    }
  }
}
