package dev.meshgen.credential;

import static dev.meshgen.credential.Handed.jwt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.credential.TokenFacts.Shape;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFactsTest {

  private static TokenFacts facts(String token) {
    return TokenFacts.of(SecretBytes.ofUtf8(token));
  }

  @Test
  void readsTheTokenOfATokenSecret() {
    TokenFacts facts = facts(Handed.readerToken());
    assertThat(facts.shape()).isEqualTo(Shape.JWT);
    assertThat(facts.subject()).contains(Handed.READER);
    assertThat(facts.issuer()).contains("kubernetes/serviceaccount");
    assertThat(facts.expires()).isEmpty();
    assertThat(facts.audiences()).isEmpty();
    assertThat(facts.namespace()).contains("istio-system");
    assertThat(facts.serviceAccount()).contains("istio-reader-service-account");
    assertThat(facts.accountUid()).isPresent();
    assertThat(facts.tokenId()).isEmpty();
  }

  @Test
  void readsABoundToken() {
    TokenFacts facts = facts(Handed.boundToken(Instant.parse("2027-01-01T00:00:00Z")));
    assertThat(facts.subject()).contains(Handed.READER);
    assertThat(facts.expires()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(facts.audiences()).isEqualTo(List.of("https://kubernetes.default.svc"));
    assertThat(facts.namespace()).contains("istio-system");
    assertThat(facts.serviceAccount()).contains("istio-reader-service-account");
    assertThat(facts.accountUid()).isPresent();
    assertThat(facts.tokenId()).isPresent();
  }

  @Test
  void readsTheUidOfTheSecretATokenIsBoundTo() {
    assertThat(facts(jwt("{\"kubernetes.io\":{\"secret\":{\"uid\":\"u-1\"}}}")).tokenId())
        .contains("u-1");
  }

  @Test
  void readsAnExpiryWithAFraction() {
    assertThat(facts(jwt("{\"exp\":1.5e1}")).expires()).contains(Instant.ofEpochSecond(15));
    assertThat(facts(jwt("{\"exp\":15.9}")).expires()).contains(Instant.ofEpochSecond(15));
  }

  @Test
  void readsOneAudienceOrSeveral() {
    assertThat(facts(jwt("{\"aud\":\"a\"}")).audiences()).containsExactly("a");
    assertThat(facts(jwt("{\"aud\":[\"a\",1,\"b\"]}")).audiences()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"exp\":\"tomorrow\"}",
        "{\"exp\":null}",
        "{\"exp\":-1}",
        "{\"exp\":1e999999999}",
        "{\"exp\":1e-999999999}",
        "{\"exp\":999999999999999}",
        "{\"sub\":1}",
        "{\"sub\":\"a\",\"sub\":\"b\"}",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}"
      })
  void callsAPayloadThatIsNoneDamaged(String payload) {
    assertThat(facts(jwt(payload)).shape()).isEqualTo(Shape.DAMAGED);
  }

  @Test
  void callsATokenThatLostAPartDamaged() {
    String token = Handed.readerToken();
    int signature = token.lastIndexOf('.');
    for (String part :
        List.of(
            token.substring(0, 10),
            token.substring(0, signature),
            token.substring(0, signature + 1),
            token.substring(0, signature + 8),
            token + ".more",
            token.replaceFirst("\\.", "!."))) {
      assertThat(facts(part).shape()).as(part).isEqualTo(Shape.DAMAGED);
    }
  }

  @Test
  void knowsNothingAboutAnOpaqueToken() {
    TokenFacts facts = facts("kubeconfig-u-abcde:x");
    assertThat(facts.shape()).isEqualTo(Shape.OPAQUE);
    assertThat(facts.subject()).isEmpty();
    assertThat(facts.expires()).isEmpty();
  }
}
