package dev.meshgen.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.model.KeyKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateIssuerTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12.987Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private final SecureRandom random = new SecureRandom();
  private final CertificateIssuer issuer = at(NOW);

  private CertificateIssuer at(Instant now) {
    return new CertificateIssuer(random, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static RootRequest root(KeyKind key) {
    return new RootRequest("retail", 1, key, YEAR.multipliedBy(10));
  }

  private static IntermediateRequest intermediate(String cluster, KeyKind key) {
    return new IntermediateRequest("retail", cluster, 2, "retail.example", key, YEAR);
  }

  /** The JDK's parser, as a second opinion on what was encoded. */
  private static X509Certificate jdk(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void issuesChainsThatOthersVerifyWithEveryKeyKind(KeyKind kind) throws Exception {
    CertificateAuthority root = issuer.issueRoot(root(kind));
    CertificateAuthority child =
        issuer.issueIntermediate(root, intermediate("east", KeyKind.ECDSA_P256));
    CertificateAuthority same = issuer.issueIntermediate(root, intermediate("west", kind));
    jdk(root.certificatePem()).verify(jdk(root.certificatePem()).getPublicKey());
    jdk(child.certificatePem()).verify(jdk(root.certificatePem()).getPublicKey());
    for (CertificateAuthority each : List.of(child, same)) {
      CaCerts files = CaCerts.of(each, root.certificatePem());
      assertThat(ChainVerifier.problems(files.files(), NOW)).isEmpty();
    }
  }

  @Test
  void givesTheRootItsProfile() throws Exception {
    X509Certificate root = jdk(issuer.issueRoot(root(KeyKind.ECDSA_P384)).certificatePem());
    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=retail root g1,O=retail");
    assertThat(root.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
    assertThat(root.getBasicConstraints()).isEqualTo(1);
    assertThat(root.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(root.getNonCriticalExtensionOIDs()).containsExactly("2.5.29.14");
    assertThat(root.getSigAlgName()).isEqualTo("SHA384withECDSA");
    assertThat(root.getVersion()).isEqualTo(3);
    assertThat(root.getNotBefore().toInstant()).isEqualTo("2026-05-04T10:01:12Z");
    assertThat(root.getNotAfter().toInstant())
        .isEqualTo(Instant.parse("2026-05-04T10:11:12Z").plus(YEAR.multipliedBy(10)));
  }

  /** Others make theirs of SHA-256, as Go does now: Envoy wants the one that is there. */
  @Test
  void namesTheKeyOfItsIssuerAsThatDoes() throws Exception {
    ForeignCa foreign =
        ForeignCa.of("CN=company", ForeignCa.ec("secp256r1"), NOW).identifiedAs(7).selfSigned();
    CertificateAuthority authority =
        CertificateAuthority.read(foreign.pem(), SecretBytes.ofUtf8(foreign.pkcs8()));

    CertificateAuthority child =
        issuer.issueIntermediate(authority, intermediate("east", KeyKind.ECDSA_P256));

    byte[] named = jdk(child.certificatePem()).getExtensionValue("2.5.29.35");
    assertThat(Arrays.copyOfRange(named, named.length - 20, named.length)).containsOnly(7);
  }

  @Test
  void givesTheIntermediateItsProfile() throws Exception {
    CertificateAuthority authority = issuer.issueRoot(root(KeyKind.ECDSA_P384));
    X509Certificate root = jdk(authority.certificatePem());
    X509Certificate child =
        jdk(
            issuer
                .issueIntermediate(authority, intermediate("east", KeyKind.ECDSA_P256))
                .certificatePem());
    assertThat(child.getSubjectX500Principal().getName())
        .isEqualTo("CN=east intermediate g2,OU=east,O=retail");
    assertThat(child.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
    assertThat(child.getBasicConstraints()).isZero();
    assertThat(child.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(child.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(child.getExtendedKeyUsage()).isNull();
    assertThat(child.getSubjectAlternativeNames())
        .containsExactly(List.of(6, "spiffe://retail.example"));
    byte[] parentId = root.getExtensionValue("2.5.29.14");
    byte[] authorityId = child.getExtensionValue("2.5.29.35");
    assertThat(new String(authorityId, StandardCharsets.ISO_8859_1))
        .endsWith(new String(parentId, StandardCharsets.ISO_8859_1).substring(4));
    assertThat(child.getSigAlgName()).isEqualTo("SHA384withECDSA");
    assertThat(child.getSerialNumber().bitLength()).isEqualTo(159);
  }

  @Test
  void neverLetsAnIntermediateOutliveItsRoot() throws Exception {
    CertificateAuthority root =
        issuer.issueRoot(new RootRequest("retail", 1, KeyKind.ECDSA_P256, Duration.ofDays(30)));
    CertificateAuthority child =
        issuer.issueIntermediate(root, intermediate("east", KeyKind.ECDSA_P256));
    Instant end = root.facts().notAfter();
    assertThat(child.facts().notAfter()).isEqualTo(end);
    at(end).issueIntermediate(root, intermediate("a", KeyKind.ECDSA_P256));
    assertThatThrownBy(
            () ->
                at(end.plusSeconds(1))
                    .issueIntermediate(root, intermediate("a", KeyKind.ECDSA_P256)))
        .hasMessageContaining("expired");
    assertThatThrownBy(
            () -> at(NOW.plus(YEAR)).issueIntermediate(root, intermediate("a", KeyKind.ECDSA_P256)))
        .isInstanceOf(PkiException.class)
        .hasMessageContaining("expired");
    assertThatThrownBy(
            () ->
                at(NOW.minus(YEAR)).issueIntermediate(root, intermediate("a", KeyKind.ECDSA_P256)))
        .hasMessageContaining("not valid before");
  }

  @Test
  void refusesToIssueBelowAnIntermediate() throws Exception {
    CertificateAuthority root = issuer.issueRoot(root(KeyKind.ECDSA_P256));
    CertificateAuthority child =
        issuer.issueIntermediate(root, intermediate("east", KeyKind.ECDSA_P256));
    assertThatThrownBy(
            () -> issuer.issueIntermediate(child, intermediate("west", KeyKind.ECDSA_P256)))
        .isInstanceOf(PkiException.class)
        .hasMessageContaining("path length");
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ECDSA_P256", "ECDSA_P384", "RSA_2048"})
  void readsBackWhatItPrinted(KeyKind kind) throws Exception {
    CertificateAuthority root = issuer.issueRoot(root(kind));
    CertificateAuthority read =
        CertificateAuthority.read(root.certificatePem(), root.privateKeyPem());
    assertThat(read.facts()).isEqualTo(root.facts());
    assertThat(read.certificatePem()).isEqualTo(root.certificatePem());
    assertThat(read.privateKeyPem().sameAs(root.privateKeyPem())).isTrue();
    issuer.issueIntermediate(read, intermediate("east", KeyKind.ECDSA_P256));
  }

  @Test
  void printsKeysAsOneUnencryptedPkcs8BlockWithLineFeeds() {
    byte[] pem = issuer.issueRoot(root(KeyKind.ECDSA_P256)).privateKeyPem().copy();
    assertThat(new String(pem, StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("\n-----END PRIVATE KEY-----\n")
        .doesNotContain("\r");
  }

  @Test
  void refusesAKeyOfAnotherCertificate() {
    CertificateAuthority one = issuer.issueRoot(root(KeyKind.ECDSA_P256));
    CertificateAuthority two = issuer.issueRoot(root(KeyKind.ECDSA_P256));
    assertThatThrownBy(() -> CertificateAuthority.read(one.certificatePem(), two.privateKeyPem()))
        .isInstanceOf(PkiException.class)
        .hasMessage("the private key does not belong to the certificate");
  }

  @Test
  void tellsTheFactsAsOpensslWould() throws Exception {
    CertificateAuthority root = issuer.issueRoot(root(KeyKind.ECDSA_P256));
    CertificateAuthority child =
        issuer.issueIntermediate(root, intermediate("east", KeyKind.ECDSA_P256));
    X509Certificate certificate = jdk(child.certificatePem());
    CertificateFacts facts = CertificateFacts.of(child.certificatePem());
    assertThat(facts.subject()).isEqualTo("O=retail,OU=east,CN=east intermediate g2");
    assertThat(facts.serial()).isEqualTo(certificate.getSerialNumber().toString(16));
    assertThat(facts.sha256()).isEqualTo(Sha256.hex(certificate.getEncoded()));
    assertThat(facts.publicKeySha256())
        .isEqualTo(Sha256.hex(certificate.getPublicKey().getEncoded()));
    assertThat(facts.issuerSha256()).isEmpty();
    assertThat(facts.issuedBy(root.facts())).isEqualTo(child.facts());
    assertThat(root.facts().issuerSha256()).contains(root.facts().sha256());
  }

  @Test
  void keepsNamesTooLongForTheirFieldApart() throws Exception {
    String name = "a".repeat(62);
    CertificateAuthority root = issuer.issueRoot(root(KeyKind.ECDSA_P256));
    Set<String> subjects = new HashSet<>();
    for (String cluster : List.of(name + "1", name + "2")) {
      CertificateAuthority child =
          issuer.issueIntermediate(root, intermediate(cluster, KeyKind.ECDSA_P256));
      String subject = child.facts().subject();
      String commonName = subject.substring(subject.indexOf("CN=") + 3);
      assertThat(commonName).hasSize(64).endsWith(" intermediate g2");
      subjects.add(commonName);
    }
    assertThat(subjects).hasSize(2);
  }

  @Test
  void worksOnManyThreadsAtOnce() throws Exception {
    CertificateAuthority root = issuer.issueRoot(root(KeyKind.ECDSA_P384));
    var pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<CertificateAuthority>> made = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String cluster = "c" + i;
        made.add(
            pool.submit(
                () -> issuer.issueIntermediate(root, intermediate(cluster, KeyKind.ECDSA_P256))));
      }
      Set<String> serials = new HashSet<>();
      Set<String> keys = new HashSet<>();
      for (Future<CertificateAuthority> each : made) {
        CaCerts files = CaCerts.of(each.get(), root.certificatePem());
        assertThat(ChainVerifier.problems(files.files(), NOW)).isEmpty();
        serials.add(each.get().facts().serial());
        keys.add(each.get().facts().publicKeySha256());
      }
      assertThat(serials).hasSize(100);
      assertThat(keys).hasSize(100);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void printsNoSecret() {
    CertificateAuthority root = issuer.issueRoot(root(KeyKind.ECDSA_P256));
    assertThat(root + " " + root.privateKeyPem() + CaCerts.of(root, root.certificatePem()))
        .doesNotContain("PRIVATE")
        .doesNotContain("BEGIN");
    root.close();
    assertThatThrownBy(() -> root.privateKeyPem().copy()).isInstanceOf(IllegalStateException.class);
  }
}
