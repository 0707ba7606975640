package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.testing.SecretHunt;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is imported, signed, revoked and replaced leaves no key and no password in what is printed
 * and written, in any form, whether it succeeds or fails.
 */
class TrustSecrecyTest {
  private static final String PASSWORD = "correct-horse-battery-staple";
  private static final String WRONG = "incorrect-horse-battery-staple";
  private static final List<String> FORMATS = List.of("text", "json", "sarif", "github");
  private static final Duration DAY = Duration.ofHours(25);

  @TempDir Path folder;
  private final SecretHunt hunt = new SecretHunt();
  private final Map<String, String> shown = new LinkedHashMap<>();
  private Workspace workspace;

  private Run run(String... words) {
    Run run = workspace.run(words);
    shown.put(shown.size() + " " + String.join(" ", words), run.out() + run.err());
    return run;
  }

  private void succeeds(String... words) {
    Run run = run(words);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private void fails(String... words) {
    assertThat(run(words).code()).as(String.join(" ", words)).isNotZero();
  }

  /** In all that was printed, and in all files but those that were handed over. */
  private void findsNothing() {
    Workspace.files(folder)
        .forEach(
            (path, content) -> {
              if (!path.startsWith("keys/") && !path.startsWith("given/")) {
                shown.put(path, content);
              }
            });
    hunt.findsNothing(shown);
    assertThat(shown.values()).noneMatch(text -> text.contains("PRIVATE KEY"));
  }

  private static String[] all(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  /** The forms of a key that comes with a password. */
  static Stream<List<String>> sources() {
    return Stream.of(
        List.of("--certificate", "given/ca.pem", "--key", "given/ca-key.pem"),
        List.of("--pkcs12", "given/ca.p12"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void noImportShowsAPasswordOrAKey(List<String> source) throws Exception {
    ForeignCa root = ImportedMesh.root();
    workspace = ImportedMesh.in(folder).workspace();
    workspace.write("given/ca.pem", root.pem());
    workspace.write("given/ca-key.pem", root.encrypted(PASSWORD));
    keyStore(root);
    workspace.write("given/password", PASSWORD + "\n").write("given/wrong", WRONG + "\n");
    workspace.with("RIGHT", PASSWORD).with("WRONG", WRONG);
    hunt.secret(PASSWORD).secret(WRONG).key(root.pkcs8());
    String[] command = all(new String[] {"trust", "import"}, source.toArray(String[]::new));

    for (String format : FORMATS) {
      fails(all(command, "--format", format));
      fails(all(command, "--password-env", "WRONG", "--format", format));
      fails(all(command, "--password-file", "given/wrong", "--format", format));
      fails(all(command, "--password-env", "UNSET", "--format", format));
      fails(all(command, "--password-file", "given/nowhere", "--format", format));
      // Somebody takes the password for what these options want.
      fails(all(command, "--password-env", "given/password", "--format", format));
    }
    byte[] file = workspace.bytes(source.get(source.size() - 1));
    for (int length : new int[] {file.length / 2, file.length - 20}) {
      Files.write(folder.resolve("given/cut"), java.util.Arrays.copyOf(file, length));
      String[] cut = all(command, "--password-env", "RIGHT", "--format", "json");
      for (int i = 0; i < cut.length; i++) {
        cut[i] = cut[i].equals(source.get(source.size() - 1)) ? "given/cut" : cut[i];
      }
      fails(cut);
    }
    assertThat(workspace.exists("rendered")).isFalse();
    succeeds(all(command, "--password-file", "given/password", "--format", "json"));
    succeeds(all(command, "--password-env", "RIGHT"));
    succeeds("trust", "status", "--format", "json");
    succeeds("trust", "show", "--format", "json");
    findsNothing();
  }

  private void keyStore(ForeignCa ca) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(ca.der()));
    store.setKeyEntry("ca", ca.key(), PASSWORD.toCharArray(), new Certificate[] {certificate});
    try (OutputStream out = Files.newOutputStream(folder.resolve("given/ca.p12"))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /** The key of every sealed file as it is now. */
  private void remember() throws Exception {
    Sops sops = Sops.with(workspace, "keys/all.agekey");
    for (String path : workspace.tree("rendered").keySet()) {
      if (path.endsWith(".sops.yaml") && !path.startsWith(".")) {
        for (Map.Entry<String, String> value : sops.open("rendered/" + path).entrySet()) {
          if (value.getValue().contains("PRIVATE KEY")) {
            hunt.key(value.getValue());
          }
        }
      }
    }
  }

  private void holdsAll() {
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");
  }

  private void steps(String... words) throws Exception {
    succeeds(all(new String[] {"trust", "rotate", "root"}, words));
    remember();
  }

  private void refused(String... words) {
    fails(all(new String[] {"trust", "rotate", "root"}, words));
  }

  @Test
  void noStepFromOneGeneratedRootToAnotherShowsAKey() throws Exception {
    workspace = TestMesh.rendered(folder).workspace();
    holdsAll();
    remember();
    refused("sign", "--confirm-applied");
    steps("distribute", "--format", "json");
    workspace.holding(TestMesh.CLUSTERS_KEY);
    refused("sign", "--confirm-applied", "--format", "json");
    workspace.holding("keys/all.agekey");
    steps("sign", "east", "--confirm-applied");
    steps("sign", "--back");
    steps("sign", "--format", "json");
    succeeds("trust", "revoke", "west");
    remember();
    refused("retire", "--confirm-applied", "--format", "json");
    workspace.at(Workspace.NOW.plus(DAY));
    steps("retire", "--confirm-applied");

    assertThat(hunt.size()).isGreaterThan(20);
    findsNothing();
  }

  /** Stopped half-way, as its journal and temporary files show. */
  @Test
  void noStepThatIsInterruptedLeavesAKey() throws Exception {
    workspace = TestMesh.rendered(folder).workspace();
    holdsAll();
    remember();
    steps("distribute");
    for (int entry = 0; entry < 100; entry++) {
      Files.createDirectory(folder.resolve("rendered/.meshgen-" + entry + ".tmp"));
    }

    refused("sign", "--confirm-applied");

    assertThat(workspace.exists("rendered/.meshgen/journal")).isTrue();
    for (int entry = 0; entry < 100; entry++) {
      if (workspace.exists("rendered/.meshgen-" + entry + ".tmp")) {
        workspace.delete("rendered/.meshgen-" + entry + ".tmp");
      }
    }
    findsNothing();
    succeeds("render");
    remember();
    findsNothing();
  }

  @Test
  void noStepToTheRootOfACompanyShowsAKey() throws Exception {
    ForeignCa old = ImportedMesh.root();
    ForeignCa next = ForeignCa.of("CN=next", ForeignCa.rsa(2048), Workspace.NOW).selfSigned();
    workspace = ImportedMesh.below(folder, old).workspace();
    workspace.delete("certs");
    holdsAll();
    remember();
    hunt.key(next.pkcs8()).secret(PASSWORD);
    workspace.write("given/next.pem", next.pem());
    workspace.write("given/next-key.pem", next.encrypted(PASSWORD)).with("PW", PASSWORD);
    // Somebody hands over the key, or both.
    workspace.write("given/key.pem", next.pkcs8());
    workspace.write("given/both.pem", next.pkcs8() + next.pem());
    for (String format : FORMATS) {
      refused("distribute", "--certificate=given/key.pem", "--format", format);
      refused("distribute", "--certificate=given/next-key.pem", "--format", format);
    }
    run("trust", "rotate", "root", "distribute", "--dry-run", "--certificate=given/both.pem");
    steps("distribute", "--certificate=given/next.pem", "--format", "json");
    refused("sign", "--confirm-applied");
    succeeds(
        "trust",
        "import",
        "--certificate=given/next.pem",
        "--key=given/next-key.pem",
        "--password-env=PW");
    remember();
    steps("sign", "--confirm-applied", "--format", "json");
    workspace.at(Workspace.NOW.plus(DAY));
    steps("retire", "--confirm-applied");
    findsNothing();
  }

  @Test
  void noStepThatAsksForAnswersShowsAKey() throws Exception {
    ForeignCa next =
        ForeignCa.of("O=Company,CN=Next", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
    CsrMesh mesh = CsrMesh.answered(folder, CsrMesh.root());
    workspace = mesh.workspace();
    holdsAll();
    remember();
    workspace.write("next.pem", next.pem());
    steps("distribute", "--certificate=next.pem");
    steps("sign", "--confirm-applied", "--format", "json");
    workspace.write("wrong.pem", mesh.answer("east").issuedBy(CsrMesh.root()).pem());
    fails("trust", "import", "wrong.pem", "--format", "json");
    workspace.write("east.pem", mesh.answer("east").issuedBy(next).pem());
    workspace.write("west.pem", mesh.answer("west").issuedBy(next).pem());
    succeeds("trust", "import", "east.pem", "west.pem");
    remember();
    workspace.at(Workspace.NOW.plus(DAY));
    steps("retire", "--confirm-applied");
    findsNothing();
  }

  /** A key where a certificate or a list should be, in whatever is read. */
  @Test
  void noKeyInTheWrongPlaceIsShown() {
    ForeignCa root = ImportedMesh.root(ForeignCa.rsa(2048));
    workspace = ImportedMesh.below(folder, ImportedMesh.root()).workspace();
    workspace.delete("certs");
    hunt.key(root.pkcs8()).key(root.pkcs1());
    for (String key : List.of(root.pkcs8(), root.pkcs1(), root.pkcs8().replace("\n", "\r\n"))) {
      workspace.write("given/key.pem", key).write("given/ca.pem", root.pem());
      for (String format : FORMATS) {
        fails(
            "trust",
            "import",
            "--certificate=given/key.pem",
            "--key=given/key.pem",
            "--format",
            format);
        fails(
            "trust",
            "import",
            "--certificate=given/ca.pem",
            "--key=given/ca.pem",
            "--format",
            format);
        fails(
            "trust",
            "import",
            "--certificate=given/ca.pem",
            "--key=given/key.pem",
            "--chain=given/key.pem",
            "--format",
            format);
        fails("trust", "import", "--pkcs12=given/key.pem", "--format", format);
        fails("trust", "import", "east", "--cacerts=given/key.pem", "--format", format);
        fails("trust", "revoke", "east", "--list=given/key.pem", "--format", format);
      }
    }
    findsNothing();
  }
}
