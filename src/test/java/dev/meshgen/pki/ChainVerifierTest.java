package dev.meshgen.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.KeyKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Instant FROM = NOW.minus(YEAR);
  private static final Instant TO = NOW.plus(YEAR);

  private final SecureRandom random = new SecureRandom();
  private final CertificateIssuer issuer =
      new CertificateIssuer(random, Clock.fixed(NOW, ZoneOffset.UTC));
  private final CertificateAuthority root =
      issuer.issueRoot(new RootRequest("retail", 1, KeyKind.ECDSA_P256, YEAR.multipliedBy(10)));
  private final SigningKey rootKey = SigningKeys.generate(KeyKind.ECDSA_P256, random);
  private final SigningKey key = SigningKeys.generate(KeyKind.ECDSA_P256, random);

  private CertificateAuthority intermediate() throws PkiException {
    return issuer.issueIntermediate(
        root,
        new IntermediateRequest("retail", "east", 1, "retail.example", KeyKind.ECDSA_P256, YEAR));
  }

  private Map<String, SecretBytes> good() throws PkiException {
    return new LinkedHashMap<>(CaCerts.of(intermediate(), root.certificatePem()).files());
  }

  private static SecretBytes text(String text) {
    return SecretBytes.ofUtf8(text);
  }

  private Map<String, SecretBytes> files(String signer, String rootPem) {
    Map<String, SecretBytes> files = new LinkedHashMap<>();
    files.put(CaCerts.CA_CERT, text(signer));
    files.put(CaCerts.CA_KEY, SecretBytes.owning(Pem.encodeBytes(Pem.PRIVATE_KEY, key.pkcs8())));
    files.put(CaCerts.CERT_CHAIN, text(signer + rootPem));
    files.put(CaCerts.ROOT_CERT, text(rootPem));
    return files;
  }

  private String rootPem(ForgedCertificates.ExtensionSetter setter) throws Exception {
    return ForgedCertificates.pem(
        rootKey, "CN=root", rootKey, null, FROM, TO, rootKey.scheme().identifier(), setter);
  }

  private String signer(ForgedCertificates.ExtensionSetter setter) throws Exception {
    return signer(FROM, TO, rootKey.scheme().identifier(), setter);
  }

  private String signer(
      Instant from,
      Instant to,
      AlgorithmIdentifier algorithm,
      ForgedCertificates.ExtensionSetter setter)
      throws Exception {
    return ForgedCertificates.pem(
        key, "CN=signer", rootKey, new X500Name("CN=root"), from, to, algorithm, setter);
  }

  private static ForgedCertificates.ExtensionSetter authority(int pathLength) {
    return extensions -> {
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
      extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    };
  }

  private static List<String> problems(Map<String, SecretBytes> files) {
    return ChainVerifier.problems(files, NOW);
  }

  @Test
  void acceptsWhatTheIssuerMade() throws Exception {
    assertThat(problems(good())).isEmpty();
    assertThat(problems(files(signer(authority(0)), rootPem(authority(1))))).isEmpty();
  }

  @Test
  void namesEveryMissingFile() throws Exception {
    for (String name : CaCerts.NAMES) {
      Map<String, SecretBytes> files = good();
      files.remove(name);
      assertThat(problems(files)).singleElement().asString().startsWith(name + " is missing");
    }
  }

  @Test
  void refusesTheMarkOfIstiodsOwnAuthority() throws Exception {
    Map<String, SecretBytes> files = good();
    files.put("istio-generated", text(""));
    assertThat(problems(files)).singleElement().asString().startsWith("istio-generated");
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws Exception {
    Map<String, SecretBytes> files = good();
    files.put(CaCerts.CA_KEY, root.privateKeyPem());
    assertThat(problems(files)).containsExactly("ca-key.pem does not belong to ca-cert.pem");
  }

  @Test
  void refusesARootThatAllowsNothingBelowTheIntermediate() throws Exception {
    assertThat(problems(files(signer(authority(0)), rootPem(authority(0)))))
        .singleElement()
        .asString()
        .contains("CN=root")
        .contains("path length 0");
  }

  @Test
  void refusesASignerThatIsNoAuthority() throws Exception {
    String leaf =
        signer(
            e -> e.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    assertThat(problems(files(leaf, rootPem(authority(1)))))
        .anyMatch(p -> p.contains("CN=signer") && p.contains("not a CA certificate"))
        .anyMatch(p -> p.contains("key usage"));
  }

  @Test
  void refusesExtendedKeyUsageWithoutServerAuthentication() throws Exception {
    String clientOnly =
        signer(
            e -> {
              authority(0).addTo(e);
              e.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            });
    assertThat(problems(files(clientOnly, rootPem(authority(1)))))
        .singleElement()
        .asString()
        .contains("extended key usage");
  }

  @Test
  void refusesCertificatesOutsideTheirValidity() throws Exception {
    Map<String, SecretBytes> files = good();
    assertThat(ChainVerifier.problems(files, NOW.plus(YEAR).plusSeconds(1)))
        .singleElement()
        .asString()
        .contains("intermediate g1")
        .contains("expired");
    assertThat(ChainVerifier.problems(files, NOW.minus(YEAR)))
        .hasSize(2)
        .allMatch(p -> p.contains("not valid before"));
    assertThat(ChainVerifier.problems(files, NOW.plus(YEAR))).isEmpty();
  }

  @Test
  void refusesARootThatDidNotSign() throws Exception {
    Map<String, SecretBytes> files = good();
    CertificateAuthority other =
        issuer.issueRoot(new RootRequest("retail", 1, KeyKind.ECDSA_P256, YEAR));
    files.put(CaCerts.ROOT_CERT, text(other.certificatePem()));
    assertThat(problems(files))
        .containsExactly("ca-cert.pem does not chain to a root in root-cert.pem");
  }

  @Test
  void acceptsABundleThatHoldsTheRootAmongOthers() throws Exception {
    Map<String, SecretBytes> files = good();
    CertificateAuthority other =
        issuer.issueRoot(new RootRequest("retail", 2, KeyKind.RSA_2048, YEAR));
    files.put(CaCerts.ROOT_CERT, text(other.certificatePem() + root.certificatePem()));
    assertThat(problems(files)).isEmpty();
  }

  @Test
  void refusesAChainThatBeginsWithAnotherCertificate() throws Exception {
    Map<String, SecretBytes> files = good();
    files.put(CaCerts.CERT_CHAIN, text(root.certificatePem()));
    assertThat(problems(files))
        .singleElement()
        .asString()
        .startsWith("cert-chain.pem does not start");
  }

  @Test
  void refusesSha1() throws Exception {
    var sha1 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.1"));
    assertThat(problems(files(signer(FROM, TO, sha1, authority(0)), rootPem(authority(1)))))
        .anyMatch(p -> p.contains("SHA-1"));
  }

  @Test
  void refusesACriticalExtensionNobodyKnows() throws Exception {
    String odd =
        signer(
            e -> {
              authority(0).addTo(e);
              e.addExtension(
                  new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, new byte[] {5, 0});
            });
    assertThat(problems(files(odd, rootPem(authority(1)))))
        .singleElement()
        .asString()
        .contains("1.3.6.1.4.1.99999.1");
  }

  @Test
  void readsKeysInTheOlderForms() throws Exception {
    byte[] sec1 = PrivateKeyInfo.getInstance(key.pkcs8()).getPrivateKey().getOctets();
    Map<String, SecretBytes> files = files(signer(authority(0)), rootPem(authority(1)));
    files.put(CaCerts.CA_KEY, SecretBytes.owning(Pem.encodeBytes("EC PRIVATE KEY", sec1)));
    // istiod refuses SEC1 without parameters as well.
    assertThat(problems(files)).singleElement().asString().contains("ca-key.pem").contains("curve");
    files.put(
        CaCerts.CA_KEY,
        text("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"));
    assertThat(problems(files)).singleElement().asString().contains("EC PARAMETERS");
  }

  @Test
  void neverThrowsAndNeverAcceptsDamagedFiles() throws Exception {
    var dice = new SplittableRandom(5);
    Map<String, SecretBytes> good = good();
    for (int i = 0; i < 2000; i++) {
      Map<String, SecretBytes> files = new LinkedHashMap<>(good);
      String name = CaCerts.NAMES.get(dice.nextInt(4));
      byte[] pem = files.get(name).copy();
      // Damages the DER of one block, not the base64 around it.
      List<Pem.Block> blocks = Pem.decode(pem);
      int which = dice.nextInt(blocks.size());
      var damaged = new StringBuilder();
      for (int b = 0; b < blocks.size(); b++) {
        byte[] der = blocks.get(b).der();
        if (b == which) {
          der[dice.nextInt(der.length)] ^= (byte) (1 << dice.nextInt(8));
        }
        damaged.append(Pem.encode(blocks.get(b).label(), der));
      }
      files.put(name, text(damaged.toString()));
      List<String> problems = problems(files);
      boolean chainTail = name.equals(CaCerts.CERT_CHAIN) && which > 0;
      boolean key = name.equals(CaCerts.CA_KEY);
      boolean anchor = name.equals(CaCerts.ROOT_CERT);
      if (!chainTail && !key && !anchor) {
        assertThat(problems).as("round %d, %s", i, name).isNotEmpty();
      }
    }
  }

  @Test
  void neverThrowsOnNoise() throws Exception {
    var dice = new SplittableRandom(6);
    Map<String, SecretBytes> good = good();
    for (int i = 0; i < 3000; i++) {
      Map<String, SecretBytes> files = new LinkedHashMap<>(good);
      String name = CaCerts.NAMES.get(dice.nextInt(4));
      byte[] noise = new byte[dice.nextInt(200)];
      dice.nextBytes(noise);
      String label = name.equals(CaCerts.CA_KEY) ? "PRIVATE KEY" : "CERTIFICATE";
      files.put(
          name, dice.nextBoolean() ? SecretBytes.owning(noise) : text(Pem.encode(label, noise)));
      assertThat(problems(files)).isNotEmpty();
    }
    Map<String, SecretBytes> deep = new LinkedHashMap<>(good);
    byte[] nested = new byte[200_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    deep.put(CaCerts.CA_CERT, text(Pem.encode("CERTIFICATE", nested)));
    assertThat(problems(deep)).isNotEmpty();
    deep.put(CaCerts.CA_CERT, text("x".repeat(2 << 20)));
    assertThat(problems(deep)).singleElement().asString().contains("larger");
    assertThat(new String(good.get(CaCerts.CA_CERT).copy(), StandardCharsets.US_ASCII))
        .contains("BEGIN");
  }
}
