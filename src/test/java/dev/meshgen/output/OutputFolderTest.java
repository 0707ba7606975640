package dev.meshgen.output;

import static dev.meshgen.output.Trees.MESH;
import static dev.meshgen.output.Trees.contents;
import static dev.meshgen.output.Trees.mesh;
import static dev.meshgen.output.Trees.plain;
import static dev.meshgen.output.Trees.plan;
import static dev.meshgen.output.Trees.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void nameTheFolder() {
    root = temp.resolve("rendered");
  }

  @Test
  void writesTheWholeTreeAndNothingElse() throws Exception {
    OutputTree tree = mesh("one", "east", "west");

    Changes changes = write(root, tree);

    assertThat(changes.created()).hasSize(tree.size());
    TreeMap<String, String> found = contents(root);
    found.keySet().removeIf(path -> path.endsWith("/"));
    assertThat(found.keySet()).isEqualTo(tree.files().keySet());
    assertThat(plan(root, tree).isEmpty()).isTrue();
    assertThat(plan(root, tree).unchanged()).isEqualTo(tree.size());
  }

  @Test
  void touchesNothingWhenNothingHasChanged() throws Exception {
    write(root, mesh("one", "east"));
    FileTime old = FileTime.fromMillis(1_000_000);
    for (String path : contents(root).keySet()) {
      Files.setLastModifiedTime(root.resolve(path), old);
    }

    write(root, mesh("one", "east"));

    for (String path : contents(root).keySet()) {
      assertThat(Files.getLastModifiedTime(root.resolve(path))).as(path).isEqualTo(old);
    }
  }

  @Test
  void writesOnlyWhatHasChanged() throws Exception {
    write(root, plain("a.yaml", "1\n", "b/c.yaml", "2\n"));
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(root.resolve("a.yaml"), old);

    Changes changes = write(root, plain("a.yaml", "1\n", "b/c.yaml", "3\n"));

    assertThat(changes.changes()).extracting(Change::path).containsExactly("b/c.yaml");
    assertThat(changes.unchanged()).isOne();
    assertThat(Files.getLastModifiedTime(root.resolve("a.yaml"))).isEqualTo(old);
    assertThat(root.resolve("b/c.yaml")).content().endsWith("3\n");
  }

  @Test
  void removesItsOwnFilesAndTheFoldersTheyEmpty() throws Exception {
    write(root, plain("a/b/c.yaml", "1\n", "a/d.yaml", "2\n", "e/f.yaml", "3\n"));
    Files.writeString(root.resolve("e/notes.txt"), "mine");

    Changes changes = write(root, plain("a/d.yaml", "2\n"));

    assertThat(changes.removed())
        .extracting(Change::path)
        .containsExactly("a/b/c.yaml", "e/f.yaml");
    assertThat(contents(root).keySet()).containsExactly("a/", "a/d.yaml", "e/", "e/notes.txt");
  }

  @Test
  void leavesFilesOfOthersAlone() throws Exception {
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve("notes.txt"), "mine");
    Files.write(root.resolve(".git/hook.yaml"), Trees.file("x.yaml", "looks like ours"));
    Files.writeString(root.resolve("other.yaml"), Header.line("x.yaml", "other") + "\n");
    Files.createSymbolicLink(root.resolve("link"), Path.of("/nowhere"));
    Map<String, String> before = contents(root);

    write(root, plain("a.yaml", "1\n"));
    write(root, plain());

    assertThat(contents(root)).isEqualTo(before);
  }

  @Test
  void refusesToReplaceAFileItDidNotWrite() throws Exception {
    Files.createDirectories(root);
    Files.writeString(root.resolve("a.yaml"), "mine: true\n");

    Changes changes = plan(root, plain("a.yaml", "1\n"));

    Diagnostic problem = changes.problems().get(0);
    assertThat(problem.code()).isEqualTo(Code.FOREIGN_FILE);
    assertThat(problem.at().file()).isEqualTo(root.resolve("a.yaml").toString());
    assertThat(problem.message())
        .isEqualTo("a file that meshgen did not write is in the way");
    try (OutputFolder folder = Trees.open(root)) {
      assertThatThrownBy(() -> folder.apply(changes)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(root.resolve("a.yaml")).hasContent("mine: true\n");
  }

  @Test
  void refusesAnEmptyFileToo() throws Exception {
    Files.createDirectories(root);
    Files.createFile(root.resolve("a.yaml"));

    assertThat(plan(root, plain("a.yaml", "1\n")).problems()).hasSize(1);
  }

  @Test
  void saysOnceThatTheFolderBelongsToAnotherMesh() throws Exception {
    write(root, plain("a.yaml", "1\n", "b.yaml", "2\n", "c.yaml", "3\n"));
    try (OutputFolder folder = OutputFolder.inspect(root)) {
      OutputTree.Builder other = OutputTree.builder();
      for (String path : List.of("a.yaml", "b.yaml", "c.yaml")) {
        other.put(path, (Header.line(path, "shop") + "\n").getBytes(UTF_8), Role.PLAIN);
      }

      Changes changes = folder.plan(other.build(), "shop");

      assertThat(changes.problems()).hasSize(1);
      assertThat(changes.problems().get(0).message())
          .isEqualTo("the file belongs to mesh \"retail\", and so do 2 more files");
      assertThat(changes.removed()).isEmpty();
    }
  }

  @Test
  void refusesAFolderInThePlaceOfAFileAndTheOtherWayRound() throws Exception {
    Files.createDirectories(root.resolve("a.yaml"));
    Files.writeString(root.resolve("b"), "mine");

    Changes changes = plan(root, plain("a.yaml", "1\n", "b/c.yaml", "2\n"));

    assertThat(changes.problems())
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "a folder is where a file would go", "a file is where a folder would go");
  }

  @Test
  void refusesLinksOnTheWayAndWritesNothing() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.write(outside.resolve("target.yaml"), Trees.file("x.yaml", "old\n"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("dir"), outside);
    Files.createSymbolicLink(root.resolve("file.yaml"), outside.resolve("target.yaml"));
    Map<String, String> before = contents(temp);

    Changes changes = plan(root, plain("dir/x.yaml", "1\n", "file.yaml", "2\n", "z.yaml", "3\n"));

    assertThat(changes.problems())
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "a symbolic link to "
                + outside
                + ", outside the folder, is where a folder would go",
            "a symbolic link to "
                + outside.resolve("target.yaml")
                + ", outside the folder, is where a file would go");
    try (OutputFolder folder = Trees.open(root)) {
      assertThatThrownBy(() -> folder.apply(changes)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(contents(temp)).isEqualTo(before);
  }

  @Test
  void readsNoFileThroughALink() throws Exception {
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("clusters"), temp);
    Files.createSymbolicLink(root.resolve("meshgen.lock"), temp.resolve("x"));
    try (OutputFolder folder = OutputFolder.inspect(root)) {
      assertThatThrownBy(() -> folder.read("clusters/x"))
          .isInstanceOf(TreeException.class)
          .hasMessageContaining("symbolic link");
      assertThatThrownBy(() -> folder.read("meshgen.lock"))
          .isInstanceOf(TreeException.class)
          .hasMessageContaining("not a regular file");
      assertThatThrownBy(() -> folder.read("../x")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theFolderItselfMayBeALink() throws Exception {
    Path real = Files.createDirectory(temp.resolve("real"));
    Files.createSymbolicLink(root, real);

    write(root, plain("a.yaml", "1\n"));

    assertThat(real.resolve("a.yaml")).exists();
  }

  @Test
  void neverDeletesTheRootOrItsLock() throws Exception {
    write(root, mesh("one", "east"));

    Changes changes = write(root, plain("a.yaml", "1\n"));

    assertThat(changes.removed()).extracting(Change::path).noneMatch(p -> p.startsWith("trust/"));
    assertThat(root.resolve(Layout.ROOT_KEY)).exists();
    assertThat(root.resolve(Layout.ROOT_LOCK)).exists();
  }

  @Test
  void neverReplacesTheRoot() throws Exception {
    write(root, mesh("one", "east"));

    assertThatThrownBy(() -> plan(root, Trees.meshWithRoot("two", "one", "east")))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("never overwritten");
  }

  @Test
  void doesNotReplaceARootThatAppearsAfterTheComparison() throws Exception {
    try (OutputFolder folder = Trees.open(root)) {
      Changes changes = folder.plan(mesh("one", "east"), MESH);
      Files.createDirectories(root.resolve("trust"));
      Files.writeString(root.resolve(Layout.ROOT_KEY), "pulled from elsewhere");

      assertThatThrownBy(() -> folder.apply(changes)).isInstanceOf(TreeException.class);
    }
    assertThat(root.resolve(Layout.ROOT_KEY)).hasContent("pulled from elsewhere");
  }

  @Test
  void inspectionCreatesNothing() throws Exception {
    Changes changes = plan(root, plain("a.yaml", "1\n"));

    assertThat(changes.created()).hasSize(1);
    assertThat(root).doesNotExist();
  }

  @Test
  void leavesNoFolderBehindWhenNothingWasWritten() throws Exception {
    Trees.open(root).close();

    assertThat(root).doesNotExist();
  }

  @Test
  void leavesNoTraceOfTheLock() throws Exception {
    write(root, plain("a.yaml", "1\n"));

    assertThat(contents(root).keySet()).containsExactly("a.yaml");
  }

  @Test
  void keepsTheLockOutOfGitWhileItIsHeld() throws Exception {
    try (OutputFolder folder = Trees.open(root)) {
      assertThat(folder.interrupted()).isFalse();
      assertThat(root.resolve(".meshgen/.gitignore")).hasContent("*\n");
    }
  }

  @Test
  void sealedFilesEndUpReadable() throws Exception {
    write(root, mesh("one", "east"));

    assertThat(Files.getPosixFilePermissions(root.resolve(Layout.ROOT_KEY)))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void putsNoLockBehindALink() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve(".meshgen"), outside);

    assertThatThrownBy(() -> Trees.open(root))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("symbolic link");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void removesTemporaryFilesWhoseJournalIsLost() throws Exception {
    Files.createDirectories(root.resolve("a"));
    Files.writeString(root.resolve("a/.meshgen-7.tmp"), "half");
    Files.writeString(root.resolve("a/.meshgen-mine.tmp"), "not ours");

    write(root, plain("b.yaml", "1\n"));

    assertThat(contents(root).keySet()).containsExactly("a/", "a/.meshgen-mine.tmp", "b.yaml");
  }

  @Test
  void readsManyFilesAtOnce() throws Exception {
    write(root, mesh("one", "east", "west"));
    try (OutputFolder folder = OutputFolder.inspect(root)) {
      assertThat(folder.readAll(List.of(Layout.ROOT_LOCK, "absent", "a/b/c")).keySet())
          .containsExactly(Layout.ROOT_LOCK);
      assertThat(folder.existing(MESH).files()).isEqualTo(mesh("one", "east", "west").files());
      assertThat(folder.existing("other").size()).isZero();
    }
  }

  @Test
  void refusesAFileAsTheFolder() throws Exception {
    Files.writeString(root, "a file");

    assertThatThrownBy(() -> Trees.open(root)).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> OutputFolder.inspect(root))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("not a folder");
  }
}
