package dev.meshgen.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address says of itself, and what ranges say of it, is one fact. */
final class ReservedRangesTest {
  private static boolean isReserved(IpAddress address) {
    return ReservedRanges.NO_SOURCES.stream()
        .map(range -> Cidr.parse(range).orElseThrow())
        .anyMatch(range -> range.contains(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "::",
        "::1",
        "fd00::1",
        "fe80::1",
        "ff02::1"
      })
  void coverWhatNoHostOnTheInternetHas(String text) {
    IpAddress address = IpAddress.parse(text).orElseThrow();

    assertThat(
            address.isPrivate()
                || address.isLoopback()
                || address.isLinkLocal()
                || address.isMulticast()
                || address.isUnspecified())
        .isTrue();
    assertThat(isReserved(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9.255.255.255",
        "11.0.0.0",
        "100.128.0.0",
        "172.32.0.0",
        "192.169.0.0",
        "2001:4860::1"
      })
  void leaveOutWhatHostsHave(String text) {
    IpAddress address = IpAddress.parse(text).orElseThrow();

    assertThat(address.isPrivate()).isFalse();
    assertThat(isReserved(address)).isFalse();
  }
}
