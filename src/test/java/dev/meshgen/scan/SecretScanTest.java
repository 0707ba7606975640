package dev.meshgen.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import dev.meshgen.testing.Shared;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every secret here is put together at run time, so that none is in the sources. */
class SecretScanTest {
  /** The start of one: a sequence in a sequence, and a version. */
  private static final byte[] CERTIFICATE = {0x30, 9, 0x30, 7, (byte) 0xa0, 3, 2, 1, 2, 2, 0};

  private static final String DASHES = "-".repeat(5);

  private static List<SecretScan.Finding> scan(String path, String text) {
    return SecretScan.scan(
        OutputTree.builder().put(path, text.getBytes(UTF_8), Layout.role(path)).build());
  }

  private static List<SecretScan.Finding> scan(String text) {
    return scan("a.yaml", text);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String base64(String text) {
    return base64(text.getBytes(UTF_8));
  }

  private static String begin(String kind) {
    return DASHES + "BEGIN " + kind + DASHES;
  }

  static Stream<String> pemKinds() {
    return Stream.of(
        "PRIVATE" + " KEY",
        "RSA PRIVATE" + " KEY",
        "EC PRIVATE" + " KEY",
        "ENCRYPTED PRIVATE" + " KEY",
        "OPENSSH PRIVATE" + " KEY",
        "PGP PRIVATE" + " KEY BLOCK",
        "private" + " key",
        "Private" + "   Key",
        "PRIVATE" + "\n      KEY");
  }

  @ParameterizedTest
  @MethodSource("pemKinds")
  void findsPemKeysInEverySpelling(String kind) {
    assertThat(scan("key: |\n  " + begin(kind) + "\n"))
        .containsExactly(new SecretScan.Finding("a.yaml", 2, "a PEM private key"));
  }

  @Test
  void findsTheEndOfAPemKeyAndTheFourDashesOfSsh2() {
    assertThat(scan("x: " + DASHES + "END PRIVATE" + " KEY" + DASHES + "\n")).hasSize(1);
    assertThat(scan("---- BEGIN SSH2 ENCRYPTED PRIVATE" + " KEY ----\n")).hasSize(1);
    assertThat(scan(DASHES + "BEGIN PRIVATE" + " KEY\n")).hasSize(1);
  }

  static Stream<byte[]> keys() throws Exception {
    List<byte[]> keys = new ArrayList<>();
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      keys.add(generator.generateKeyPair().getPrivate().getEncoded());
    }
    for (int size : new int[] {2048, 3072}) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(size);
      byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
      keys.add(pkcs8);
      // PKCS #1 is what PKCS #8 wraps behind 26 bytes.
      keys.add(Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    }
    keys.add(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded());
    keys.add(KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate().getEncoded());
    return keys.stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void findsKeysWithoutPemLines(byte[] der) {
    assertThat(scan("value: " + base64(der) + "\n")).isNotEmpty();
    assertThat(scan("value: " + base64(base64(der)) + "\n")).isNotEmpty();
    assertThat(scan("value: |\n  " + base64(der).replaceAll("(.{16})", "$1\n  ") + "\n"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void findsEncodedTextWhereverItStarts(int shift) {
    String filler = "abcdef".substring(0, shift);
    for (String secret :
        List.of(
            begin("PRIVATE" + " KEY"),
            "AGE-SECRET" + "-KEY-1QQQ",
            "client-key" + "-data: abc",
            "ey" + "JhbGciOiJIUzI1NiJ9.e30.x")) {
      assertThat(scan("data: " + base64(filler + secret))).as(secret).isNotEmpty();
      assertThat(scan("data: " + base64(base64(filler + secret)))).as(secret).isNotEmpty();
    }
  }

  @Test
  void findsEncodedTextAcrossLines() {
    String encoded = base64("xx" + begin("EC PRIVATE" + " KEY") + "\nabc");
    for (int width = 5; width < 30; width++) {
      String folded = encoded.replaceAll("(.{" + width + "})", "$1\r\n    ");

      assertThat(scan("data: |\n    " + folded)).as("width " + width).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGE-SECRET#-KEY-1QQ",
        "age-secret#-key-1qq",
        "AGE-SECRET#-KEY-PQ-1",
        "AGE-PLUGIN#-X-1"
      })
  void findsAgeIdentities(String identity) {
    assertThat(scan("key: " + identity.replace("#", ""))).hasSize(1);
  }

  @Test
  void findsTokens() {
    String header = base64("{\"alg\":\"RS256\"}").replace("=", "");
    String claims = base64("{\"sub\":\"x\"}").replace("=", "");

    assertThat(scan("a: b\nc: " + header + "." + claims + ".c2ln\n"))
        .containsExactly(new SecretScan.Finding("a.yaml", 2, "a token (JWT)"));
    assertThat(scan(header + "." + claims + ".")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users:\n- user:\n    token: abc",
        "token: 'abc'",
        "- token: abc",
        "{\"token\":\"abc\"}",
        "{\"bearerToken\": \"abc\"}",
        "user: {token: abc}",
        "client-key-data: LS0t",
        "token: |\n  abc",
        "token:\n  abc",
        "token: # here\n  abc",
        "  id-token: abc",
        "\"token\" : \"abc\"",
        "# token: abcdefghijklmnopqrst"
      })
  void findsCredentialsOfAKubeconfig(String text) {
    assertThat(scan(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id: AK#IAABCDEFGH23456789",
        "id: \"AS#IAABCDEFGH23456789\"",
        "Credential=AK#IAABCDEFGH23456789/20260504/eu-west-1/sts/aws4_request",
        "AK#IAABCDEFGH23456789",
        "AK#IAABCDEFGH23456789-prod",
        "user: AK#IAABCDEFGH23456789_1",
        "AI#zaAbcdefgh-jklmnopqrstuvwxyz_12345678-a",
        "AI#zaAbcdefgh-jklmnopqrstuvwxyz_12345678_",
        "key: AI#zaAbcdefgh-jklmnopqrstuvwxyz_12345678",
        "https://maps.example/?key=AI#zaAbcdefgh-jklmnopqrstuvwxyz_12345678&v=3"
      })
  void findsKeysWithAFixedLength(String text) {
    assertThat(scan(text.replace("#", ""))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_#0123456789abcdefghijklmnopqrstuvwxyz",
        "glrt-#0123456789abcdefghij",
        "ATBB#0123456789abcdefghijklmnopqrstuv",
        "https://x@ATBB#0123456789ABCDEFGHIJKLMNOPQRSTUV",
        "ATCTT3#xFfGN0_0123456789abcdefghijklmnopqrstuv=01234567",
        "ATATT3#xFfGF0_0123456789abcdefghijklmnopqrstuv=01234567",
        "k8s-aws-v1.#aHR0cHM6Ly9zdHMuZXUtd2VzdC0xLmFtYXpvbmF3cw",
        "sha256~#0123456789abcdefghijklmnopqrstuvwxyz-_01234"
      })
  void findsTokensThatPeoplePutIntoAddressesAndKubeconfigs(String token) {
    assertThat(scan("x: " + token.replace("#", ""))).hasSize(1);
  }

  @Test
  void takesNoDigestForASession() {
    assertThat(scan("x: sha256:" + "0123456789abcdef".repeat(4))).isEmpty();
    assertThat(scan("x: ATBB" + "0123456789abcdefghijklmnopqrstuvwxyz")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghp_x", "github_pat_x", "glpat-x", "glrt-x", "ATBBx", "ATCTT3x"})
  void knowsHowTokensOfForgesBegin(String start) {
    assertThat(SecretText.beginsAsForgeToken(start)).isTrue();
    assertThat(SecretText.beginsAsForgeToken("git" + start)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AKIA", "ASIA", "AIza", "ATBB"})
  void knowsTheStartOfAKeyFromTheBase64OfACertificate(String start) {
    Random random = new Random(7);
    for (int length = 8; length < 600; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String text = start + base64(bytes);

      String lines = text.replaceAll("(.{64})", "$1\n    ");
      assertThat(scan("x.pem: |\n    " + lines + "\n")).as(lines).isEmpty();
      assertThat(scan("x: ENC[AES256_GCM,data:" + text + ",iv:" + text + ",type:str]\n"))
          .as(text)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub: bob:S3cret#Pw99@reg.example/x",
        "bob:S3cret#Pw99@k",
        "user:hunter#2@git.example",
        "network: \"password=S3cret#Pw99\"",
        "--db-password=S3cret#Pw99",
        "https://x.example/?a=b&access-token=S3cret#Pw99",
        "MY_API_TOKEN='S3cret#Pw99'",
        "tlsServerName: Bearer S3cret#Pw99",
        "authorization: basic dXNlcjp#wdw=="
      })
  void findsWhatAWordBeforeItGivesAway(String text) {
    assertThat(scan(text.replace("#", ""))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: ENC[AES256_GCM,data:abc,iv:a,tag:b,type:str]",
        "token: \"ENC[AES256_GCM,data:abc,iv:a,tag:b,type:str]\"",
        "token: \"\"",
        "token: ''",
        "token:",
        "token: null",
        "token: true",
        "token: \"{{ .token }}\"",
        "sds:\n  token:\n    aud: istio-ca\n",
        "sds: {token: {aud: istio-ca}}",
        "sources:\n- serviceAccountToken:\n    audience: istio-ca\n    path: istio-token",
        "tokenReviewer: yes",
        "property: token\nkey: x",
        "name: token\n",
        "remote-token: x",
        "# the token: what a reader can do with it",
        "certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUI=",
        "client-certificate-data: LS0tLS1CRUdJTg==",
        "# the private key never leaves the sealed file",
        "| private key | --- |",
        "Private key\n-----------\n",
        "privateKey:\n  algorithm: ECDSA",
        "keyJsonWebTokenSettings.something.else.x: 1",
        "use the program age-plugin-yubikey",
        "image: registry.example:5000/pilot:1.30.5@sha256:0123456789abcdef",
        "image: pilot:1.30.5@sha256:0123456789abcdef",
        "address: 10.0.0.1:15443",
        "repoURL: git@git.example:mesh/tree.git",
        "mailto:ops@mesh.example",
        "user:alice@mesh.example",
        "serviceAccount:robot7@project.iam.example",
        "password=$PASSWORD",
        "password=<yours>",
        "--password=",
        "a bearer token, which basic authentication lacks"
      })
  void letsOrdinaryTextPass(String text) {
    assertThat(scan(text)).isEmpty();
  }

  @Test
  void letsCertificatesAndPublicKeysPass() throws Exception {
    for (String curve : List.of("secp256r1", "secp384r1")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      KeyPair pair = generator.generateKeyPair();
      String pem =
          begin("PUBLIC KEY")
              + "\n"
              + base64(pair.getPublic().getEncoded())
              + "\n"
              + begin("CERTIFICATE").replace("BEGIN", "END")
              + "\n";

      assertThat(scan("trust/root-cert.pem", pem)).isEmpty();
      assertThat(scan("data: " + base64(pem))).isEmpty();
    }
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    assertThat(scan(base64(rsa.generateKeyPair().getPublic().getEncoded()))).isEmpty();
  }

  @Test
  void letsRandomBase64Pass() {
    byte[] noise = new byte[3_000_000];
    new Random(7).nextBytes(noise);

    assertThat(scan("data: " + base64(noise))).isEmpty();
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @Test
  void letsASealedFilePass() throws IOException {
    assertThat(scan("trust/x.sops.yaml", Files.readString(Shared.SEALED))).isEmpty();
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @Test
  void letsTheUpstreamChartValuesPass() throws IOException {
    try (Stream<Path> walk = Files.walk(Shared.CHARTS)) {
      for (Path file : walk.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        assertThat(scan("a.yaml", Files.readString(file))).as(file.toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stringData:\n  ca-key.pem: abc\n",
        "stringData:\n  ca-key.pem: |\n    abc\n",
        "data:\n  x: ENC[AES256_GCM,data:a]\n  y: abc\n",
        "stringData: {a: b}\n",
        "stringData:\n  a:\n    plain\n"
      })
  void demandsThatEveryValueOfASealedFileIsSealed(String text) {
    assertThat(scan("x.sops.yaml", text))
        .extracting(SecretScan.Finding::what)
        .contains("a value that is not sealed");
    assertThat(scan("x.yaml", text)).isEmpty();
  }

  private static String block(String name, String pem) {
    return "stringData:\n    " + name + ": |\n" + pem.indent(8);
  }

  @Test
  void certificatesOfASealedFileAreNoSecret() {
    String certificate = Pem.encode(Pem.CERTIFICATE, CERTIFICATE);

    assertThat(scan("x.sops.yaml", block("ca-cert.pem", certificate))).isEmpty();
    assertThat(scan("x.sops.yaml", block("root-cert.pem", certificate + certificate))).isEmpty();
    assertThat(scan("x.sops.yaml", block("a.pem", certificate) + "    ca-key.pem: abc\n"))
        .extracting(SecretScan.Finding::what)
        .containsExactly("a value that is not sealed");
  }

  @Test
  void whatOnlyLooksLikeACertificateIsNone() {
    byte[] key = {0x30, 11, 2, 1, 0, 0x30, 6, 6, 1, 1, 5, 0, 4};
    String certificate = Pem.encode(Pem.CERTIFICATE, CERTIFICATE);
    List<String> blocks =
        List.of(
            Pem.encode(Pem.CERTIFICATE, "a password of mine".getBytes(UTF_8)),
            Pem.encode(Pem.CERTIFICATE, key),
            Pem.encode(Pem.CERTIFICATE, Arrays.copyOf(CERTIFICATE, CERTIFICATE.length + 9)),
            Pem.encode("DATA", CERTIFICATE),
            "password\n" + certificate,
            certificate + "password\n");
    for (String block : blocks) {
      assertThat(scan("x.sops.yaml", block("ca-cert.pem", block)))
          .as(block)
          .extracting(SecretScan.Finding::what)
          .contains("a value that is not sealed");
    }
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThat(scan("a\0b")).hasSize(1);
  }

  @Test
  void reportsEveryFileInOrderAndNeverTheSecretItself() {
    OutputTree.Builder builder = OutputTree.builder();
    for (int i = 99; i >= 10; i--) {
      builder.put("f" + i + ".yaml", ("\n\ntoken: geheim" + i).getBytes(UTF_8), Role.PLAIN);
    }

    List<SecretScan.Finding> found = SecretScan.scan(builder.build());

    assertThat(found).hasSize(90).allMatch(finding -> finding.line() == 3);
    assertThat(found.get(0).path()).isEqualTo("f10.yaml");
    assertThat(found.toString()).doesNotContain("geheim");
  }
}
