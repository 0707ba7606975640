package dev.meshgen.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.credential.CredentialReader;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.net.Cidr;
import dev.meshgen.net.HostAddress;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.net.UserInfo;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.CertifiedNames;
import dev.meshgen.pki.CertifiedNames.Ztunnel;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.PkiException;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.scan.SecretText;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.SopsReaders;
import dev.meshgen.seal.sops.Surroundings;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever reads a file or a value of other people meets what they can make of one: deep, huge, cut
 * off, random. It answers with its own kind of refusal, or a value. A small stack and a small heap
 * represent the depth and size that it bounds.
 */
@Timeout(900)
class HostileParsersTest {
  private static final int DEEP = 200_000;
  private static final int LONGEST_VALUE = 40_000;
  private static final Random RANDOM = new Random(5);

  /** Reads bytes, and throws nothing but its own refusal, which it swallows. */
  private interface Parser {
    void parse(byte[] bytes) throws Exception;
  }

  private static final Map<String, Parser> PARSERS = parsers();

  private static final CertifiedNames NAMES =
      new CertifiedNames(
          "retail",
          new TreeSet<>(List.of("east")),
          "retail.example",
          new TreeSet<>(List.of("istiod.istio-system.svc")),
          Ztunnel.NONE);

  private static Map<String, Parser> parsers() {
    Map<String, Parser> parsers = new LinkedHashMap<>();
    parsers.put("spec", bytes -> ReadMesh.of("mesh.yaml", bytes, ReadMesh.TODAY));
    parsers.put("value of a spec", HostileParsersTest::asValues);
    parsers.put("lock of a cluster", refusing(b -> LockFile.parseCluster("lock", b)));
    parsers.put("lock of the root", refusing(b -> LockFile.parseMesh("lock", b)));
    parsers.put("names in a lock", LockFile::sealedPaths);
    parsers.put("PEM", refusing(Pem::decode));
    parsers.put("certificate", refusing(b -> CertificateFacts.ofBundle(text(b))));
    parsers.put("key", refusing(b -> CertificateAuthority.read(text(b), secret(b))));
    parsers.put("chain", HostileParsersTest::verify);
    parsers.put("names in a chain", refusing(HostileParsersTest::excluded));
    parsers.put("credential", b -> CredentialReader.read("-", b, new Report()));
    parsers.put("sealed file", refusing(b -> SopsFile.open(b, keyrings(""))));
    parsers.put("recipients of a sealed file", refusing(SopsReaders::of));
    parsers.put("identity", HostileParsersTest::asIdentity);
    parsers.put("first line", Header::owner);
    parsers.put("path", b -> TreePath.problem(text(b)));
    parsers.put("secrets", b -> SecretText.masked(text(b) + SecretText.find(text(b))));
    parsers.put("addresses", HostileParsersTest::asAddress);
    return parsers;
  }

  private static Parser refusing(Parser parser) {
    return bytes -> {
      try {
        parser.parse(bytes);
      } catch (LockException | MalformedPem | PkiException | SealException e) {
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
      }
    };
  }

  private static SecretBytes secret(byte[] bytes) {
    return SecretBytes.owning(bytes.clone());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void verify(byte[] bytes) {
    ChainVerifier.problems(
        Map.of(
            "ca-cert.pem", secret(bytes),
            "ca-key.pem", secret(bytes),
            "cert-chain.pem", secret(bytes),
            "root-cert.pem", secret(bytes)),
        Instant.EPOCH);
  }

  private static void excluded(byte[] bytes) throws PkiException {
    String text = text(bytes);
    String root = text.substring(Math.max(0, text.lastIndexOf("-----BEGIN ")));
    ChainVerifier.excluded(text, root, () -> NAMES);
  }

  private static Keyrings keyrings(String identity) {
    return Keyrings.in(
        new Surroundings(
            Map.of("SOPS_AGE_KEY", identity, "HOME", "/nonexistent"),
            "Linux",
            (command, environment) -> {
              throw new IOException("nothing to run");
            }));
  }

  private static void asIdentity(byte[] bytes) throws IOException {
    refusingQuietly(() -> SopsFile.open(Files.readAllBytes(sealed()), keyrings(text(bytes))));
  }

  private interface Opening {
    Object open() throws SealException, IOException;
  }

  private static void refusingQuietly(Opening opening) throws IOException {
    try {
      opening.open();
      fail("no one has this key");
    } catch (SealException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(5000);
    }
  }

  private static Path sealed() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("golden/multi-primary-multi-network"))) {
      return files
          .filter(file -> file.toString().endsWith("cacerts.sops.yaml"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void asAddress(byte[] bytes) {
    String text = text(bytes);
    ServerAddress.parse(text);
    ServerAddress.parse("https://" + text);
    HostAddress.parse(text);
    Cidr.parse(text);
    UserInfo.of("https://" + text);
  }

  /** At fields with patterns, and at those that are decoded. */
  private static void asValues(byte[] bytes) {
    String value =
        '"'
            + text(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_VALUE)))
                .replaceAll("[^\\x20-\\x7e]", "?")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
            + '"';
    String spec =
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          clusterDomain: %1$s
          istio: {version: 1.30.5, hub: %1$s, charts: %1$s, imagePullSecrets: [%1$s]}
          secrets: {sops: {age: [%1$s], root: {age: [%1$s]}}}
          delivery: {argocd: {repoURL: %1$s, path: %1$s}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: east, labels: {x: %1$s}}
        spec:
          region: %1$s
          podCIDRs: [%1$s]
          controlPlane: {host: %1$s}
          kubernetes: {version: %1$s, apiServer: %1$s, caData: %1$s}
          eastWest: {address: %1$s, hosts: [%1$s]}
        """
            .formatted(value);
    assertThat(ReadMesh.of("mesh.yaml", spec.getBytes(UTF_8), ReadMesh.TODAY).diagnostics())
        .isNotEmpty();
  }

  static Map<String, byte[]> inputs() {
    Map<String, byte[]> inputs = new LinkedHashMap<>();
    for (String unit :
        List.of("[", "{", "{a: ", "- ", "? ", "a: ", "[\"]\", ", "&a [", "!t ", "* ", "\"", "'")) {
      put(inputs, unit, unit.repeat(DEEP));
    }
    put(inputs, "brackets in a lock", "lockVersion: 1\nmesh: " + "[".repeat(DEEP));
    put(inputs, "dashes in a lock", "lockVersion: 1\nmesh: m\nsealed:\n" + "- ".repeat(DEEP));
    List<String> steps = new ArrayList<>(List.of("lockVersion: 2"));
    List<String> aliases = new ArrayList<>(List.of("a0: &a0 [x, x]"));
    for (int i = 0; i < 2000; i++) {
      steps.add(" ".repeat(i) + "a:");
    }
    for (int i = 1; i < 60; i++) {
      aliases.add("a%d: &a%d [*a%d, *a%d]".formatted(i, i, i - 1, i - 1));
    }
    put(inputs, "steps", String.join("\n", steps));
    put(inputs, "laughs", String.join("\n", aliases));
    for (String unit : List.of("a/", "a.", ":1", "../", "a-", "0")) {
      put(inputs, "segments " + unit, unit.repeat(20_000) + "a");
    }
    put(inputs, "numbers with colons", "1" + ":0".repeat(20_000));
    inputs.putAll(pems());
    inputs.put("nothing", new byte[0]);
    inputs.put("zeros", new byte[DEEP]);
    byte[] noise = new byte[DEEP];
    RANDOM.nextBytes(noise);
    inputs.put("noise", noise);
    put(inputs, "noise in base64", Base64.getEncoder().encodeToString(noise));
    put(inputs, "huge", "a".repeat(17 << 20));
    put(inputs, "huge lines", "a: b\n".repeat(1 << 18));
    put(inputs, "JWT", jwt("{\"alg\":\"none\"}", "[".repeat(DEEP)));
    put(inputs, "JWT of objects", jwt("{\"a\":".repeat(DEEP), "{\"a\":".repeat(DEEP)));
    put(inputs, "token", "token: " + jwt("{\"alg\":\"none\"}", "[".repeat(DEEP)) + "\n");
    put(inputs, "kubeconfig", "kind: Config\nusers: " + "[".repeat(DEEP));
    put(inputs, "sops", "data: {a: ENC[" + "A".repeat(DEEP) + "]}\nsops: " + "[".repeat(DEEP));
    return inputs;
  }

  private static Map<String, byte[]> pems() {
    Map<String, byte[]> inputs = new LinkedHashMap<>();
    ByteArrayOutputStream nested = new ByteArrayOutputStream();
    for (int i = 0; i < DEEP; i++) {
      nested.writeBytes(new byte[] {0x30, (byte) 0x80});
    }
    byte[] definite = new byte[0];
    for (int i = 0; i < 3000; i++) {
      definite = sequence(definite);
    }
    for (String label : List.of("CERTIFICATE", "PRIVATE" + " KEY", "EC PRIVATE" + " KEY", "X")) {
      put(inputs, "deep " + label, Pem.encode(label, nested.toByteArray()));
      put(inputs, "nested " + label, Pem.encode(label, definite));
      String block = Pem.encode(label, new byte[] {0x30, 0});
      put(inputs, "one line " + label, block.replace("\n", " "));
      put(inputs, "no line " + label, block.replace("\n", ""));
      put(inputs, "many " + label, block.repeat(5000));
      put(inputs, "base64 " + label, Base64.getEncoder().encodeToString(block.getBytes(UTF_8)));
    }
    int number = 0;
    for (ASN1Encodable names : ForeignCa.malformedNames()) {
      number++;
      put(
          inputs,
          "malformed names " + number,
          chain(each -> each.misnamed(names), each -> each.permittingUri("retail.example")));
    }
    put(
        inputs,
        "malformed constraints",
        chain(each -> each, ForeignCa.Profile::permittingMalformed));
    put(inputs, "heads", "-----BEGIN ".repeat(50_000));
    put(inputs, "open blocks", "-----BEGIN CERTIFICATE-----\n".repeat(30_000));
    return inputs;
  }

  private static String chain(
      UnaryOperator<ForeignCa.Profile> signer, UnaryOperator<ForeignCa.Profile> root) {
    ForeignCa above = root.apply(profile("CN=root")).selfSigned();
    return signer.apply(profile("CN=signer")).issuedBy(above).pem() + above.pem();
  }

  private static ForeignCa.Profile profile(String subject) {
    return ForeignCa.of(subject, ForeignCa.ec("secp256r1"), Instant.EPOCH);
  }

  private static byte[] sequence(byte[] content) {
    int length = content.length;
    byte[] head =
        length < 128
            ? new byte[] {0x30, (byte) length}
            : new byte[] {0x30, (byte) 0x82, (byte) (length >> 8), (byte) length};
    byte[] whole = Arrays.copyOf(head, head.length + length);
    System.arraycopy(content, 0, whole, head.length, length);
    return whole;
  }

  private static String jwt(String header, String claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(header.getBytes(UTF_8))
        + "."
        + encoder.encodeToString(claims.getBytes(UTF_8))
        + ".c2ln";
  }

  private static void put(Map<String, byte[]> inputs, String name, String text) {
    inputs.put(name, text.getBytes(UTF_8));
  }

  @Test
  void refuseWhatIsDeepOrHuge() throws Exception {
    List<String> failed = new ArrayList<>();
    inputs()
        .forEach(
            (input, bytes) ->
                PARSERS.forEach(
                    (name, parser) ->
                        failure(parser, bytes)
                            .ifPresent(e -> failed.add(name + " of " + input + ": " + e))));
    assertThat(failed).isEmpty();
  }

  @Test
  void refuseWhatIsCutOffOrDamaged() throws Exception {
    List<String> failed = new ArrayList<>();
    for (Path file : valid()) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 12; i++) {
        byte[] bytes = Arrays.copyOf(whole, RANDOM.nextInt(whole.length + 1));
        for (int j = RANDOM.nextInt(4); j > 0 && bytes.length > 0; j--) {
          bytes[RANDOM.nextInt(bytes.length)] = (byte) RANDOM.nextInt(256);
        }
        PARSERS.forEach(
            (name, parser) ->
                failure(parser, bytes)
                    .ifPresent(e -> failed.add(name + " of a part of " + file + ": " + e)));
      }
    }
    assertThat(failed).isEmpty();
  }

  private static List<Path> valid() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("golden/multi-primary-multi-network"))) {
      return files
          .filter(
              file ->
                  file.toString().matches(".*(eks-us-east/meshgen.lock|trust/[^k][^/]*|sops.yaml)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** On a thread with little stack, so that depth shows. */
  private static Optional<String> failure(Parser parser, byte[] bytes) {
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                parser.parse(bytes);
              } catch (Throwable e) {
                thrown[0] = e;
              }
            },
            "parser",
            512 << 10);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(thrown[0])
        .map(
            e ->
                e.getClass().getSimpleName()
                    + " "
                    + (e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0])
                    + " "
                    + Stream.of(e.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("dev.meshgen"))
                        .findFirst()
                        .map(Object::toString)
                        .orElse(""));
  }
}
