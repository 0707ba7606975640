package dev.meshgen.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultMesh;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step from one root to another, forth or back, or a revocation that is killed: the keys that are
 * still needed are in the tree at any moment, and the same step, where need be after a file was
 * restored from Git, leads to the end that an uninterrupted one has, but for what is random.
 */
class RotationCrashTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(26));
  private static final String[] DISTRIBUTE = step("distribute");
  private static final String[] SIGN = step("sign");

  /** The phase is the next one, or the one before, already; nothing is left to go back from. */
  private static final Pattern TAKEN = Pattern.compile("MG1070|MG1082");

  private static final Pattern PEM = Pattern.compile("(?<=-----\n)[A-Za-z0-9+/=\\s]+(?=-----END)");

  private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9+/]{20,}={0,2}");

  @TempDir Path temp;

  private Workspace workspace;

  @BeforeEach
  void render() {
    workspace = new VaultMesh(temp.resolve("mesh")).spec("{generated: {}}", "365d", 2).workspace();
    hold(workspace);
    workspace.at(NOW);
    succeeds(workspace, "render");
  }

  /** Lists of revoked certificates take the keys of all intermediates. */
  private static void hold(Workspace in) {
    in.write("keys/all.agekey", in.read("keys/root.agekey") + in.read("keys/clusters.agekey"));
    in.holding("keys/all.agekey");
  }

  private static void succeeds(Workspace in, String... arguments) {
    Workspace.Run run = in.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static String[] step(String... words) {
    List<String> step = new ArrayList<>(List.of("trust", "rotate", "root"));
    step.addAll(List.of(words));
    step.add("--confirm-applied");
    return step.toArray(String[]::new);
  }

  private void taken(String[]... steps) {
    for (String[] each : steps) {
      succeeds(workspace, each);
    }
  }

  @Test
  void distributeIsRepeated() throws Exception {
    killsEverywhere(NOW, false, DISTRIBUTE);
  }

  @Test
  void distributeIsTakenBack() throws Exception {
    taken(DISTRIBUTE);
    killsEverywhere(NOW, true, step("distribute", "--back"));
  }

  @Test
  void signIsRepeated() throws Exception {
    taken(DISTRIBUTE);
    killsEverywhere(NOW, false, SIGN);
  }

  @Test
  void signIsTakenBack() throws Exception {
    taken(DISTRIBUTE, SIGN);
    killsEverywhere(NOW, false, step("sign", "--back"));
  }

  @Test
  void retireIsRepeated() throws Exception {
    taken(DISTRIBUTE, SIGN);
    killsEverywhere(LATER, true, step("retire"));
  }

  @Test
  void retireIsTakenBackFromSomeClusters() throws Exception {
    taken(DISTRIBUTE, SIGN);
    workspace.at(LATER);
    taken(step("retire", "c10"));
    killsEverywhere(LATER, false, step("retire", "--back"));
  }

  /** The command would revoke the new intermediate, too: whoever repeats it looks first. */
  @Test
  void revocationIsRepeated() throws Exception {
    String revoked = serial(workspace);
    List<Workspace> ends =
        killsEverywhere(
            NOW,
            false,
            again -> {
              succeeds(again, "render");
              return serial(again).equals(revoked);
            },
            "trust",
            "revoke",
            "c10");

    for (Workspace end : ends) {
      assertThat(serial(end)).isNotEqualTo(revoked);
      for (String cluster : List.of("c10", "c11")) {
        assertThat(revokes(end, cluster, revoked)).isTrue();
      }
    }
  }

  private static byte[] cacerts(Workspace in, String cluster) {
    return in.bytes("rendered/clusters/" + cluster + "/trust/cacerts.sops.yaml");
  }

  private static String text(Workspace in, String cluster, String entry) throws SealException {
    return SopsFile.read(cacerts(in, cluster)).text("stringData", entry).orElseThrow();
  }

  private static String serial(Workspace in) throws SealException, PkiException {
    return CertificateFacts.of(text(in, "c10", CaCerts.CA_CERT)).serial();
  }

  private static boolean revokes(Workspace in, String cluster, String serial)
      throws SealException, PkiException {
    Revocations lists = new Revocations();
    lists.add(RevocationList.read(text(in, cluster, CaCerts.REVOCATIONS)));
    return lists.revokes(text(in, cluster, CaCerts.ROOT_CERT), serial, NOW);
  }

  /** Whether a command has to be repeated after a kill. */
  private interface Repeats {
    boolean in(Workspace again) throws Exception;
  }

  private void killsEverywhere(Instant at, boolean replacesRoot, String... step) throws Exception {
    killsEverywhere(at, replacesRoot, again -> true, step);
  }

  private List<Workspace> killsEverywhere(
      Instant at, boolean replacesRoot, Repeats repeats, String... step) throws Exception {
    SortedMap<String, String> before = workspace.tree("rendered");
    Path start = temp.resolve("start");
    Workspace.copy(workspace.folder(), start);
    workspace.at(at);
    succeeds(workspace, step);
    succeeds(workspace, "render");
    SortedMap<String, String> after = workspace.tree("rendered");
    List<String> kept = keys(before);
    kept.retainAll(keys(after));
    assertThat(kept).isNotEmpty();

    List<Workspace> ends = new ArrayList<>();
    int repaired = 0;
    boolean dying = true;
    for (int kills = 0; dying; kills += 2) {
      String when = "killed at operation " + kills;
      Path folder = temp.resolve("killed-" + kills);
      Workspace.copy(start, folder);
      dying = runAndDie(folder.resolve("rendered"), tree(after), kills, replacesRoot);

      assertThat(keys(Workspace.files(folder.resolve("rendered")))).as(when).containsAll(kept);
      Workspace again = new Workspace(folder).at(at);
      hold(again);
      if (repeats.in(again) && !reaches(again, step)) {
        repaired++;
        before.forEach((path, content) -> again.write("rendered/" + path, content));
        assertThat(reaches(again, step)).as(when).isTrue();
      }
      succeeds(again, "render", "--check", "--frozen");
      assertThat(shapes(again.tree("rendered"))).as(when).containsExactlyElementsOf(shapes(after));
      ends.add(again);
    }
    assertThat(ends).hasSizeGreaterThan(5);
    assertThat(repaired).isLessThan(40);
    return ends;
  }

  /** The sealed values, by which a key is known wherever its file is. */
  private static String values(String sealed) {
    return sealed.substring(sealed.indexOf("\n"), sealed.indexOf("\nsops:"));
  }

  private static List<String> keys(SortedMap<String, String> tree) {
    List<String> keys = new ArrayList<>();
    for (String path : List.of(Layout.ROOT_KEY, Layout.NEXT_ROOT_KEY)) {
      if (tree.containsKey(path)) {
        keys.add(values(tree.get(path)));
      }
    }
    return keys;
  }

  /** Whether the step, or a render if it was already taken, completes what was begun. */
  private static boolean reaches(Workspace again, String... step) {
    Workspace.Run run = again.run(step);
    boolean done = TAKEN.matcher(run.err()).find();
    assertThat(run.err()).doesNotContain("Exception", "PRIVATE KEY");
    if (run.code() != 0 && !done) {
      assertThat(run.err()).contains("from Git");
      return false;
    }
    succeeds(again, "render");
    return true;
  }

  /** Each line with its file, but for what is random: keys, certificates and their digests. */
  private static List<String> shapes(SortedMap<String, String> tree) {
    List<String> shapes = new ArrayList<>();
    tree.forEach(
        (path, content) ->
            RANDOM
                .matcher(PEM.matcher(content).replaceAll("*\n"))
                .replaceAll("*")
                .lines()
                .forEach(line -> shapes.add(path + ": " + line)));
    return shapes;
  }

  private static OutputTree tree(Map<String, String> files) {
    OutputTree.Builder builder = OutputTree.builder();
    new TreeMap<>(files)
        .forEach(
            (path, content) ->
                builder.put(
                    path, content.getBytes(StandardCharsets.ISO_8859_1), Layout.role(path)));
    return builder.build();
  }

  private static boolean runAndDie(Path root, OutputTree tree, int fatal, boolean replacesRoot)
      throws Exception {
    try (OutputFolder folder = Trees.open(root, MortalOps.on(root, fatal))) {
      OutputFolder writer = replacesRoot ? folder.replacingRoot() : folder;
      writer.apply(writer.plan(tree, "retail"));
      return false;
    } catch (MortalOps.Killed e) {
      return true;
    }
  }
}
