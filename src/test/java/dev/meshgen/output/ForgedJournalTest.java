package dev.meshgen.output;

import static dev.meshgen.output.Trees.contents;
import static dev.meshgen.output.Trees.file;
import static dev.meshgen.output.Trees.meshWithRoot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that came with the repository is not obeyed, and one that is obeyed harms nothing. */
@Timeout(300)
class ForgedJournalTest {
  private static final byte[] NONE = {};

  @TempDir Path temp;

  private Path root;
  private Path state;
  private Map<String, String> before;

  @BeforeEach
  void tree() throws Exception {
    root = temp.resolve("rendered");
    Trees.write(root, meshWithRoot("root", "one", "east", "west"));
    Files.writeString(temp.resolve("outside.yaml"), "not meshgen's\n");
    state = Files.createDirectory(root.resolve(".meshgen"));
    before = contents(root);
  }

  /** As a checkout leaves it: the right bytes, the folder's own inode, and the time of now. */
  @Test
  void obeysNoJournalThatACheckoutWrote() throws Exception {
    Journal evil = new Journal(List.of(removal(Layout.ROOT_KEY)));
    JournalOrigin origin = JournalOrigin.in(state);
    Files.write(state.resolve("journal"), evil.print(origin));
    refuses("no run of this user in this folder wrote it");

    Files.write(
        state.resolve("journal"), evil.print(new JournalOrigin(origin.folder(), Instant.now())));
    refuses("no run of this user in this folder wrote it");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void obeysNoJournalOfAnotherFolder() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere/.meshgen"));
    JournalOrigin origin = JournalOrigin.in(elsewhere);
    Path journal = state.resolve("journal");
    Files.write(journal, new Journal(List.of(removal(Layout.ROOT_KEY))).print(origin));
    Files.setLastModifiedTime(journal, FileTime.from(origin.time()));

    refuses("no run of this user in this folder wrote it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.yaml",
        "clusters/../../outside.yaml",
        "/etc/hostname",
        "clusters//east/meshgen.lock",
        ".git/config",
        "clusters/east/.meshgen-1.tmp/x",
        "../.meshgen-1.tmp",
        "",
        "a\\..\\b",
        "README.md"
      })
  void obeysNoPathThatATreeCannotHold(String path) throws Exception {
    Role role = path.equals("README.md") ? Role.SEALED : Layout.role(path);
    leave(new Change(Change.Kind.REMOVE, path, role, NONE, sha("outside.yaml")));

    refuses("it names a file that no tree can hold");
    assertThat(temp.resolve("outside.yaml")).hasContent("not meshgen's\n");
  }

  @Test
  void neverRemovesNorReplacesTheRootNorItsLock() throws Exception {
    byte[] other = file(Layout.ROOT_KEY, "sealed: to somebody else\n");
    String known = Sha256.hex(Files.readAllBytes(root.resolve(Layout.ROOT_KEY)));
    leave(
        write(Change.Kind.CHANGE, Layout.ROOT_KEY, other, known),
        write(Change.Kind.CREATE, "clusters/new/trust/cacerts.sops.yaml", file("x", "y\n"), ""),
        removal(Layout.ROOT_KEY),
        removal(Layout.ROOT_LOCK));

    recover();

    assertThat(contents(root))
        .containsEntry(Layout.ROOT_KEY, before.get(Layout.ROOT_KEY))
        .containsEntry(Layout.ROOT_LOCK, before.get(Layout.ROOT_LOCK));
  }

  /** As a run is killed that withdraws it, and what happens to the tree before the next one. */
  private boolean removesTheKeyOfANewRoot(boolean named, String lock, String sealed)
      throws Exception {
    String cacerts = "clusters/east/trust/cacerts.sops.yaml";
    byte[] key = file(Layout.NEXT_ROOT_KEY, "sealed: two\n");
    Files.write(root.resolve(Layout.NEXT_ROOT_KEY), key);
    byte[] written = file(cacerts, "sealed: again\n");
    Files.write(root.resolve(cacerts), written);
    if (named) {
      MeshLock naming = new MeshLock(Trees.MESH, Trees.lock(Layout.NEXT_ROOT_KEY, key));
      Files.write(root.resolve(Layout.ROOT_LOCK), LockFile.print(naming));
    }
    String other = "clusters/west/trust/cacerts.sops.yaml";
    byte[] there = Files.readAllBytes(root.resolve(other));
    leave(
        write(Change.Kind.CHANGE, cacerts, written, "0".repeat(64)),
        write(Change.Kind.CHANGE, other, there, "0".repeat(64)),
        removal(Layout.NEXT_ROOT_KEY));
    Files.writeString(
        root.resolve(Layout.ROOT_LOCK), Files.readString(root.resolve(Layout.ROOT_LOCK)) + lock);
    Files.writeString(root.resolve(cacerts), Files.readString(root.resolve(cacerts)) + sealed);

    recover();

    return !Files.exists(root.resolve(Layout.NEXT_ROOT_KEY));
  }

  @Test
  void removesTheKeyOfANewRootThatIsNoMore() throws Exception {
    assertThat(removesTheKeyOfANewRoot(false, "", "")).isTrue();
  }

  @Test
  void leavesTheKeyOfANewRootThatALockNames() throws Exception {
    assertThat(removesTheKeyOfANewRoot(true, "", "")).isFalse();
  }

  @Test
  void leavesTheKeyOfANewRootThatALockMayName() throws Exception {
    assertThat(removesTheKeyOfANewRoot(false, "\t[\n", "")).isFalse();
  }

  @Test
  void leavesTheKeyOfANewRootIfNotAllWasWritten() throws Exception {
    assertThat(removesTheKeyOfANewRoot(false, "", "changed: since\n")).isFalse();
  }

  @Test
  void neitherRemovesNorReplacesNorWritesWhatIsNotGenerated() throws Exception {
    String foreign = "clusters/east/trust/own.sops.yaml";
    Files.writeString(root.resolve(foreign), "somebody's: secret\n");
    String known = Sha256.hex(Files.readAllBytes(root.resolve(foreign)));
    String created = "clusters/east/trust/new.sops.yaml";
    byte[] west = Files.readAllBytes(root.resolve("clusters/west/meshgen.lock"));
    leave(
        write(Change.Kind.CHANGE, foreign, file(foreign, "replaced\n"), known),
        write(Change.Kind.CREATE, created, "no header\n".getBytes(UTF_8), ""),
        // Has reached its new state, so that the journal counts as begun.
        write(Change.Kind.CHANGE, "clusters/west/meshgen.lock", west, sha("outside.yaml")),
        new Change(Change.Kind.REMOVE, foreign, Role.SEALED, NONE, known));

    recover();

    assertThat(root.resolve(foreign)).hasContent("somebody's: secret\n");
    assertThat(root.resolve(created)).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void readsNeitherLinksNorPipesNorDevices() throws Exception {
    Path journal = state.resolve("journal");
    for (String target : List.of("/dev/zero", "../README.md", "/nowhere")) {
      Files.createSymbolicLink(journal, Path.of(target));
      refuses("not a regular file");
      Files.delete(journal);
    }
    assertThat(new ProcessBuilder("mkfifo", journal.toString()).start().waitFor()).isZero();
    refuses("not a regular file");
  }

  @Test
  void readsNoJournalOfAnySize() throws Exception {
    try (var channel = Files.newByteChannel(state.resolve("journal"), WRITE_NEW)) {
      channel.position(300L << 20).write(ByteBuffer.wrap(new byte[] {1}));
    }
    refuses("larger than 256 MiB");
  }

  /** Whatever the bytes say, with a checksum that matches: a refusal, and nothing has happened. */
  @Test
  void survivesEveryJournalThatIsCutOrChanged() throws Exception {
    byte[] whole =
        new Journal(List.of(removal("clusters/east/trust/cacerts.sops.yaml")))
            .print(JournalOrigin.in(state));
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length - 8) + 8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Files.write(state.resolve("journal"), Journal.sealed(bytes, bytes.length - 8));
      refuses("restore the output folder from Git");
    }
  }

  private static final Set<StandardOpenOption> WRITE_NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE);

  private void leave(Change... changes) throws IOException, TreeException {
    StateFolder folder = new StateFolder(state, state);
    folder.writeJournal(DiskOps.on(root), new Journal(List.of(changes)));
  }

  private void recover() throws Exception {
    Trees.open(root).close();
    assertThat(state).doesNotExist();
  }

  private void refuses(String why) throws IOException {
    assertThatThrownBy(() -> Trees.open(root))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("journal")
        .hasMessageContaining(why);
    assertThat(before.keySet()).allSatisfy(path -> assertThat(root.resolve(path)).exists());
  }

  private Change removal(String path) throws IOException {
    String hash = Sha256.hex(Files.readAllBytes(root.resolve(path)));
    return new Change(Change.Kind.REMOVE, path, Layout.role(path), NONE, hash);
  }

  private static Change write(Change.Kind kind, String path, byte[] bytes, String hash) {
    return new Change(kind, path, Layout.role(path), bytes, hash);
  }

  private String sha(String name) throws IOException {
    return Sha256.hex(Files.readAllBytes(temp.resolve(name)));
  }
}
