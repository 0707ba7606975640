package dev.meshgen.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyVariablesTest {
  @ParameterizedTest
  @CsvSource({
    "https://vault.example.com,        true",
    "https://vault.corp.internal:8200, false",
    "https://corp.internal,            true",
    "https://notcorp.internal,         true",
    "https://direct.example.com,       false",
    "https://a.direct.example.com,     false",
    "https://10.1.2.3,                 false",
    "https://11.1.2.3,                 true",
    "https://192.0.2.7,                false",
    "http://127.0.0.1:8200,            false",
    "http://localhost:8200,            false",
    "https://[::1]:8200,               false",
  })
  void leavesOutWhatIsDirect(String address, boolean proxied) {
    Map<String, String> variables =
        Map.of(
            "https_proxy",
            "http://proxy.example.com:3128",
            "NO_PROXY",
            ".corp.internal, direct.example.com,10.0.0.0/8 192.0.2.7");

    Proxy chosen = new ProxyVariables(variables).select(URI.create(address)).get(0);

    assertThat(chosen.type() == Proxy.Type.HTTP).isEqualTo(proxied);
    if (proxied) {
      InetSocketAddress at = (InetSocketAddress) chosen.address();
      assertThat(at.getPort()).isEqualTo(3128);
      assertThat(at.getHostString()).isEqualTo("proxy.example.com");
    }
  }

  @Test
  void usesNoneUnlessOneIsNamed() {
    URI vault = URI.create("https://vault.example.com");

    assertThat(new ProxyVariables(Map.of()).select(vault)).containsExactly(Proxy.NO_PROXY);
    assertThat(
            new ProxyVariables(Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", "*")).select(vault))
        .containsExactly(Proxy.NO_PROXY);
  }
}
