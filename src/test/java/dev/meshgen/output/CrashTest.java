package dev.meshgen.output;

import static dev.meshgen.output.Trees.MESH;
import static dev.meshgen.output.Trees.contents;
import static dev.meshgen.output.Trees.meshWithRoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockFile;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path temp;

  private static void write(Path root, OutputTree tree) throws Exception {
    assertThat(runAndDie(root, tree, Integer.MAX_VALUE - 1)).isFalse();
  }

  /** Applies a tree and dies at the given operation; false if the run got through. */
  private static boolean runAndDie(Path root, OutputTree tree, int fatal) throws Exception {
    try (OutputFolder folder = Trees.open(root, MortalOps.on(root, fatal))) {
      folder.apply(folder.plan(tree, MESH));
      return false;
    } catch (MortalOps.Killed e) {
      return true;
    }
  }

  private static OutputTree before() {
    return meshWithRoot("root", "one", "east", "west");
  }

  /** East's secret is replaced, west goes, north comes. */
  private static OutputTree after(String issue) {
    return meshWithRoot("root", issue, "east", "north");
  }

  @Test
  void aRerunAfterAKillAtAnyMomentReachesTheSameEnd() throws Exception {
    Path reference = temp.resolve("reference");
    write(reference, after("two"));
    Map<String, String> expected = contents(reference);
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      Path root = temp.resolve("run-" + kills);
      write(root, before());

      dying = runAndDie(root, after("two"), kills);
      write(root, after("two"));

      assertThat(contents(root)).as("killed at operation " + kills).isEqualTo(expected);
    }
    assertThat(kills).isGreaterThan(25);
  }

  /** Only the holder of the root's key could write it again. */
  @Test
  void theRootsCertificateIsThereWhereverItsLockIs() throws Exception {
    OutputTree tree =
        Trees.builder("root", "one", "east", "west")
            .put(
                Layout.ROOT_CERTIFICATE,
                Trees.file(Layout.ROOT_CERTIFICATE, "certificate"),
                Layout.role(Layout.ROOT_CERTIFICATE))
            .build();
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      Path root = temp.resolve("run-" + kills);

      dying = runAndDie(root, tree, kills);
      Trees.open(root).close();

      assertThat(Files.exists(root.resolve(Layout.ROOT_CERTIFICATE)))
          .as("killed at operation " + kills)
          .isEqualTo(Files.exists(root.resolve(Layout.ROOT_LOCK)));
    }
    assertThat(kills).isGreaterThan(10);
  }

  @Test
  void aFirstRunKilledAtAnyMomentCanBeRepeated() throws Exception {
    Path reference = temp.resolve("reference");
    write(reference, before());
    Map<String, String> expected = contents(reference);
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      Path root = temp.resolve("run-" + kills);

      dying = runAndDie(root, before(), kills);
      write(root, before());

      assertThat(contents(root)).as("killed at operation " + kills).isEqualTo(expected);
    }
    assertThat(kills).isGreaterThan(20);
  }

  @Test
  void aKilledRecoveryCanBeRepeated() throws Exception {
    Path reference = temp.resolve("reference");
    write(reference, after("two"));
    Map<String, String> expected = contents(reference);
    for (int first = 0; first < 40; first += 5) {
      for (int second = 0; second < 30; second += 4) {
        Path root = temp.resolve("run-" + first + "-" + second);
        write(root, before());

        runAndDie(root, after("two"), first);
        runAndDie(root, after("two"), second);
        write(root, after("two"));

        assertThat(contents(root)).as("killed at " + first + ", " + second).isEqualTo(expected);
      }
    }
  }

  /** After recovery every sealed file is as its lock says, or it is not there at all. */
  @Test
  void recoveryLeavesLocksAndSealedFilesInAgreement() throws Exception {
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      Path root = temp.resolve("run-" + kills);
      write(root, before());
      dying = runAndDie(root, after("two"), kills);

      try (OutputFolder folder = Trees.open(root)) {
        assertAgreement(folder.existing(MESH), "killed at operation " + kills);
      }
    }
  }

  @Test
  void recoveryOfAFirstRunLeavesLocksAndSealedFilesInAgreement() throws Exception {
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      Path root = temp.resolve("run-" + kills);
      dying = runAndDie(root, before(), kills);
      boolean rootOnDisk = Files.exists(root.resolve(Layout.ROOT_KEY));

      try (OutputFolder folder = Trees.open(root)) {
        OutputTree found = folder.existing(MESH);
        assertAgreement(found, "killed at operation " + kills);
        if (rootOnDisk) {
          assertThat(found.get(Layout.ROOT_KEY)).isEqualTo(before().get(Layout.ROOT_KEY));
          assertThat(found.get(Layout.ROOT_LOCK)).isEqualTo(before().get(Layout.ROOT_LOCK));
        }
      }
    }
  }

  @Test
  void aRunOnSeveralThreadsCanBeKilledToo() throws Exception {
    String[] clusters = new String[50];
    Arrays.setAll(clusters, i -> "cluster-" + i);
    OutputTree large = meshWithRoot("root", "large", clusters);
    for (int fatal = 120; fatal < 420; fatal += 43) {
      Path root = temp.resolve("run-" + fatal);
      write(root, before());
      assertThat(runAndDie(root, large, fatal)).isTrue();
      try (OutputFolder folder = Trees.open(root)) {
        assertAgreement(folder.existing(MESH), "killed at operation " + fatal);
      }

      write(root, large);

      assertThat(Trees.plan(root, large).isEmpty()).isTrue();
      assertThat(contents(root).keySet()).noneMatch(path -> path.contains(".meshgen"));
    }
  }

  private static void assertAgreement(OutputTree tree, String when) throws Exception {
    TreeMap<String, String> recorded = new TreeMap<>();
    TreeMap<String, String> present = new TreeMap<>();
    for (Map.Entry<String, TreeFile> file : tree.files().entrySet()) {
      byte[] bytes = file.getValue().bytes();
      if (file.getValue().role() == Role.SEALED) {
        present.put(file.getKey(), Sha256.hex(bytes));
      } else if (file.getKey().equals(Layout.ROOT_LOCK)) {
        LockFile.parseMesh("lock", bytes)
            .sealed()
            .forEach((path, facts) -> recorded.put(path, facts.sha256()));
      } else if (file.getValue().role() == Role.LOCK) {
        LockFile.parseCluster("lock", bytes)
            .sealed()
            .forEach((path, facts) -> recorded.put(path, facts.sha256()));
      }
    }
    assertThat(present).as(when).isEqualTo(recorded);
  }

  @Test
  void aRunThatChangedNothingYetIsForgotten() throws Exception {
    Path root = temp.resolve("rendered");
    // Dies writing the first sealed file: the journal is complete by then.
    int fatal = 0;
    while (!journalStands(root)) {
      runAndDie(root, before(), fatal++);
    }

    try (OutputFolder folder = Trees.open(root)) {
      assertThat(folder.recovered()).isTrue();
      assertThat(folder.existing(MESH).size()).isZero();
    }
  }

  private static boolean journalStands(Path root) throws TreeException {
    try (OutputFolder folder = OutputFolder.inspect(root)) {
      return folder.interrupted();
    }
  }

  /** Kills a run from {@code before} to {@code after("two")} once a file has its new content. */
  private Path killedOnce(String path) throws Exception {
    byte[] wanted = after("two").files().get(path).bytes();
    for (int fatal = 0; ; fatal++) {
      Path root = temp.resolve("until-" + fatal);
      write(root, before());
      if (!runAndDie(root, after("two"), fatal)) {
        throw new AssertionError(path + " was never on disk while the run could still die");
      }
      Path file = root.resolve(path);
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), wanted)) {
        return root;
      }
    }
  }

  @Test
  void takesBackNewSecretsWhoseLockSomebodyHasReplaced() throws Exception {
    String sealed = "clusters/north/trust/cacerts.sops.yaml";
    Path root = killedOnce(sealed);
    Files.createDirectories(root.resolve("clusters/north"));
    String lock = Layout.cluster("north").lock();
    byte[] empty = LockFile.print(new ClusterLock(MESH, "north", new TreeMap<>()));
    Files.write(root.resolve(lock), empty);

    Trees.open(root).close();

    assertThat(root.resolve(sealed)).doesNotExist();
    assertThat(root.resolve(lock)).hasBinaryContent(empty);
  }

  @Test
  void keepsEverythingThatALockInConflictMayName() throws Exception {
    String sealed = "clusters/north/trust/cacerts.sops.yaml";
    Path root = killedOnce(sealed);
    Files.createDirectories(root.resolve("clusters/north"));
    Files.writeString(root.resolve(Layout.cluster("north").lock()), "<<<<<<< ours\n");

    Trees.open(root).close();

    assertThat(root.resolve(sealed)).exists();
    assertThat(root.resolve(Layout.cluster("north").lock())).hasContent("<<<<<<< ours\n");
  }

  @Test
  void aSealedFileThatWasEditedSinceIsLeftAlone() throws Exception {
    String sealed = "clusters/east/trust/cacerts.sops.yaml";
    Path root = killedOnce(sealed);
    Files.writeString(root.resolve(sealed), "edited");
    byte[] lock = before().files().get(Layout.cluster("east").lock()).bytes();
    Files.write(root.resolve(Layout.cluster("east").lock()), lock);

    Trees.open(root).close();

    assertThat(root.resolve(sealed)).hasContent("edited");
    assertThat(root.resolve(Layout.cluster("east").lock())).hasBinaryContent(lock);
  }

  @Test
  void aNewSealedFileThatWasEditedSinceIsNotTakenBack() throws Exception {
    String sealed = "clusters/north/trust/cacerts.sops.yaml";
    Path root = killedOnce(sealed);
    Files.writeString(root.resolve(sealed), "edited");

    Trees.open(root).close();

    assertThat(root.resolve(sealed)).hasContent("edited");
    assertThat(root.resolve(Layout.cluster("north").lock())).doesNotExist();
  }

  @Test
  void inspectionDoesNotTidyUp() throws Exception {
    Path root = killedOnce("clusters/north/trust/cacerts.sops.yaml");
    Map<String, String> before = contents(root);

    Trees.plan(root, after("two"));

    assertThat(journalStands(root)).isTrue();
    assertThat(contents(root)).isEqualTo(before);
  }

  @Test
  void aDamagedJournalStopsTheRunAndSaysWhatToDo() throws Exception {
    Path root = killedOnce("clusters/north/trust/cacerts.sops.yaml");
    Path journal = root.resolve(".meshgen/journal");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[40] ^= 1;
    Files.write(journal, bytes);

    assertThatThrownBy(() -> Trees.open(root))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining(journal.toString())
        .hasMessageContaining("restore the output folder from Git");
    assertThat(Files.readAllBytes(journal)).isEqualTo(bytes);
  }

  @Test
  void emptyFilesThatAPowerCutLeftAreWrittenAgain() throws Exception {
    Path root = killedOnce("clusters/north/values/istiod.yaml");
    Files.write(root.resolve("clusters/north/values/istiod.yaml"), new byte[0]);

    write(root, after("two"));

    assertThat(Trees.plan(root, after("two")).isEmpty()).isTrue();
  }

  /** Fails, as a disk does, from one operation on. */
  private record FailingOps(FileOps disk, List<IOException> failure, String victim)
      implements FileOps {
    @Override
    public void createDirectory(Path directory) throws IOException {
      disk.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] bytes, boolean durable) throws IOException {
      if (file.toString().contains(victim)) {
        throw failure.get(0);
      }
      disk.write(file, bytes, durable);
    }

    @Override
    public void setTime(Path file, Instant time) throws IOException {
      disk.setTime(file, time);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      disk.replace(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
      disk.syncDirectory(directory);
    }
  }

  private static void applyFailing(Path root, IOException failure, String victim)
      throws TreeException {
    FileOps ops = new FailingOps(DiskOps.on(root), List.of(failure), victim);
    try (OutputFolder folder = Trees.open(root, ops)) {
      folder.apply(folder.plan(after("two"), MESH));
    }
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    Path root = temp.resolve("rendered");
    write(root, before());
    IOException full = new FileSystemException("x", null, "No space left on device");

    assertThatThrownBy(() -> applyFailing(root, full, "values"))
        .isInstanceOf(TreeException.class)
        .hasMessage(
            "cannot write "
                + root.resolve("clusters/north/values/istiod.yaml")
                + ": No space left on device");

    write(root, after("two"));
    assertThat(Trees.plan(root, after("two")).isEmpty()).isTrue();
    assertThat(root.resolve(".meshgen")).doesNotExist();
  }

  @Test
  void aDiskTooFullForTheJournalChangesNothing() throws Exception {
    Path root = temp.resolve("rendered");
    write(root, before());
    Map<String, String> before = contents(root);
    IOException full = new FileSystemException("x", null, "No space left on device");

    assertThatThrownBy(() -> applyFailing(root, full, "journal"))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("journal: No space left on device");

    assertThat(contents(root)).isEqualTo(before);
  }

  @Test
  void aForbiddenFileIsNamed() throws Exception {
    Path root = temp.resolve("rendered");
    write(root, before());

    assertThatThrownBy(() -> applyFailing(root, new AccessDeniedException("x"), "north"))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("north")
        .hasMessageEndingWith(": permission denied");
  }

  @Test
  void aFailedAttemptMustBeReopened() throws Exception {
    Path root = temp.resolve("rendered");
    IOException full = new FileSystemException("x", null, "No space left on device");
    FileOps ops = new FailingOps(DiskOps.on(root), List.of(full), "values");
    try (OutputFolder folder = Trees.open(root, ops)) {
      Changes changes = folder.plan(before(), MESH);
      assertThatThrownBy(() -> folder.apply(changes)).isInstanceOf(TreeException.class);

      assertThatThrownBy(() -> folder.apply(changes)).isInstanceOf(IllegalStateException.class);
    }
  }
}
