package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.StoreMesh;
import dev.meshgen.authority.vault.TestVault;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.testing.SecretHunt;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A defect that shows in the middle of an import, a rotation or a publication, with a key in its
 * message: wherever time is asked for, which is before keys are read, as they are used, and before
 * they are written. What is printed holds no key then, and the tree is as it was.
 */
class CrashSecrecyTest {
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir Path folder;
  private final SecretHunt hunt = new SecretHunt();
  private final Map<String, String> shown = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Workspace workspace;

  /** Shows the time so often, and then that somebody put a key into a message. */
  private static final class Trap extends Clock {
    private final Instant now;
    private final String key;
    private int left;

    Trap(Instant now, int times, String key) {
      this.now = now;
      this.key = key;
      left = times;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public synchronized Instant instant() {
      if (left-- > 0) {
        return now;
      }
      String body = key.replaceAll("-----[A-Z ]+-----|\\s", "");
      throw new IllegalStateException(
          "cannot parse " + key, new IllegalArgumentException("input: " + body));
    }
  }

  private MeshgenRun run(Clock clock, String... words) {
    MeshgenRun run = MeshgenRun.in(folder, environment, clock, "", words);
    shown.put(shown.size() + " " + String.join(" ", words), run.out() + run.err());
    return run;
  }

  /** Crashes each time that the clock is read, one after the other; how often it did. */
  private int crashes(Instant now, String key, String... words) {
    hunt.key(key);
    SortedMap<String, String> before = workspace.tree("rendered");
    for (int times = 0; ; times++) {
      MeshgenRun run = run(new Trap(now, times, key), words);
      if (run.code() != ExitCode.DEFECT) {
        assertThat(run.code()).as(run.err()).isZero();
        return times;
      }
      assertThat(run.err())
          .contains("this is a bug in meshgen")
          .containsPattern("java\\.lang\\.IllegalStateException: .*\\[secret\\]")
          .containsPattern("Caused by: java\\.lang\\.IllegalArgumentException: .*\\[secret\\]")
          .containsPattern("\n\tat dev\\.meshgen\\.cli\\.Main\\.run\\(Main\\.java:\\d+\\)");
      assertThat(run.out()).isEmpty();
      assertThat(workspace.tree("rendered")).isEqualTo(before);
    }
  }

  private void findsNothing() {
    Workspace.files(folder)
        .forEach(
            (path, content) -> {
              if (!path.startsWith("keys/") && !path.startsWith("given/")) {
                shown.put(path, content);
              }
            });
    hunt.findsNothing(shown);
    assertThat(shown.values()).noneMatch(text -> text.contains("BEGIN PRIVATE KEY"));
  }

  private void at(Workspace of) {
    workspace = of;
    environment.put("HOME", folder.resolve("no-home").toString());
  }

  @Test
  void noImportThatCrashesShowsAKey() {
    ForeignCa root = ImportedMesh.root(ForeignCa.ec("secp256r1"));
    ImportedMesh mesh = ImportedMesh.in(folder);
    at(mesh.workspace());
    ForeignCa east = ImportedMesh.signer("east", ForeignCa.rsa(2048), root);
    ImportedMesh.cacerts(east, root)
        .forEach((name, text) -> workspace.write("given/" + name, text));
    workspace.write("given/ca.pem", root.pem()).write("given/key.pem", root.encrypted(PASSWORD));
    environment.put("PW", PASSWORD);
    hunt.secret(PASSWORD);

    assertThat(
            crashes(
                Workspace.NOW,
                east.pkcs8(),
                "trust",
                "import",
                "east",
                "--cacerts=given",
                "--format",
                "json"))
        .isGreaterThan(1);
    assertThat(
            crashes(
                Workspace.NOW,
                root.pkcs8(),
                "trust",
                "import",
                "--certificate=given/ca.pem",
                "--key=given/key.pem",
                "--password-env=PW",
                "--format",
                "json"))
        .isGreaterThan(1);

    findsNothing();
  }

  @Test
  void noRotationThatCrashesShowsAKey() throws Exception {
    at(TestMesh.rendered(folder).workspace());
    environment.put("SOPS_AGE_KEY_FILE", folder.resolve(TestMesh.ROOT_KEY).toString());
    assertThat(crashes(Workspace.NOW, rootKey(), "rotate", "east", "--format", "json"))
        .isGreaterThan(2);

    findsNothing();
  }

  /** Each phase, and each way back, as the one before has ended. */
  @Test
  void noStepFromOneRootToAnotherThatCrashesShowsAKey() throws Exception {
    at(TestMesh.rendered(folder).workspace());
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    environment.put("SOPS_AGE_KEY_FILE", folder.resolve("keys/all.agekey").toString());

    stepCrashes(Workspace.NOW, "distribute");
    stepCrashes(Workspace.NOW, "distribute", "--back");
    stepCrashes(Workspace.NOW, "distribute");
    stepCrashes(Workspace.NOW, "sign", "--confirm-applied");
    stepCrashes(Workspace.NOW, "sign", "--back");
    stepCrashes(Workspace.NOW, "sign", "--confirm-applied");
    assertThat(crashes(Workspace.NOW, rootKey(), "trust", "revoke", "east")).isGreaterThan(2);
    stepCrashes(Workspace.NOW.plus(Duration.ofHours(26)), "retire", "--confirm-applied");

    findsNothing();
  }

  private void stepCrashes(Instant now, String... words) throws Exception {
    String[] step = Arrays.copyOf(new String[] {"trust", "rotate", "root"}, 3 + words.length);
    System.arraycopy(words, 0, step, 3, words.length);
    assertThat(crashes(now, rootKey(), step)).as(String.join(" ", words)).isGreaterThan(0);
  }

  private String rootKey() throws Exception {
    return Sops.with(workspace, TestMesh.ROOT_KEY)
        .open("rendered/trust/root-ca.sops.yaml")
        .values()
        .stream()
        .filter(value -> value.contains("PRIVATE KEY"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noPublicationThatCrashesShowsAKey() {
    Instant now = Instant.now();
    try (TestVault vault = TestVault.at(() -> now)) {
      vault.admin().kvMount("kv", 2);
      StoreMesh mesh =
          new StoreMesh(folder)
              .spec("address: \"" + vault.admin().address() + "\", mount: kv, " + StoreMesh.ESO, 1);
      at(mesh.workspace().at(now));
      environment.put("SOPS_AGE_KEY_FILE", folder.resolve("keys/root.agekey").toString());
      environment.put("VAULT_TOKEN", vault.token());
      hunt.secret(vault.token());
      mesh.done("render");

      assertThat(
              crashes(
                  now,
                  ForeignCa.of("CN=any", ForeignCa.ec("secp256r1"), now).selfSigned().pkcs8(),
                  "publish",
                  "--format",
                  "json"))
          .isGreaterThan(1);

      findsNothing();
    }
  }
}
