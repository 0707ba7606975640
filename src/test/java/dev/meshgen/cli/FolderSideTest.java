package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.FileSide;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.TreeSide;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However two trees are reached, the same differs between them. */
final class FolderSideTest {
  private static final Path TREE = Path.of("golden/multi-primary-multi-network");

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void foldersDifferAsTheirFilesDo(long seed) throws Exception {
    SortedMap<String, byte[]> before = files(TREE);
    SortedMap<String, byte[]> after = edited(before, new Random(seed));

    MeshDiff ofFiles = diff(new FileSide(before), new FileSide(after));
    MeshDiff ofFolders = diff(folder("a", before), folder("b", after));
    MeshDiff byIds = diff(new ById(before), new ById(after));

    assertThat(ofFolders).isEqualTo(ofFiles);
    assertThat(byIds).isEqualTo(ofFiles);
    assertThat(ofFiles.changes()).hasSizeGreaterThan(3);
  }

  @Test
  void equalFoldersDoNotDiffer() throws Exception {
    SortedMap<String, byte[]> files = files(TREE);
    MeshDiff diff = diff(folder("a", files), folder("b", files));
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.files()).isZero();
    assertThat(diff.clusters()).isNotEmpty();
  }

  private static MeshDiff diff(TreeSide before, TreeSide after) throws Exception {
    Report report = new Report();
    MeshDiff diff = MeshDiff.of(new Named("a/", before), new Named("b/", after), report);
    assertThat(report.diagnostics()).isEmpty();
    return diff;
  }

  private TreeSide folder(String name, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = temporary.resolve(name).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return new FolderSide(temporary.resolve(name));
  }

  /** Files changed, also without another size, gone, come, moved, and there twice. */
  private static SortedMap<String, byte[]> edited(SortedMap<String, byte[]> tree, Random random) {
    SortedMap<String, byte[]> edited = new TreeMap<>(tree);
    List<String> paths = List.copyOf(tree.keySet());
    for (int i = 0; i < 30; i++) {
      String path = paths.get(random.nextInt(paths.size()));
      byte[] bytes = edited.getOrDefault(path, tree.get(path));
      String text = new String(bytes, StandardCharsets.UTF_8);
      switch (random.nextInt(6)) {
        case 0 -> edited.remove(path);
        case 1 -> edited.put(path.replace(".yaml", "-2.yaml"), bytes);
        case 2 -> {
          edited.remove(path);
          edited.put(path.replace("config/", "more/").replace("values/", "config/"), bytes);
        }
        default ->
            edited.put(
                path,
                text.replace("1.30.5", "1.30.6")
                    .replace("STRICT", "ALWAYS")
                    .replace("15443", "25443")
                    .replace("namespace: ", "namespace: x-")
                    .getBytes(StandardCharsets.UTF_8));
      }
    }
    edited.put(
        "clusters/eks-us-east/values/istiod.overrides.yaml",
        "pilot:\n  autoscaleMin: 7\n".getBytes(StandardCharsets.UTF_8));
    return edited;
  }

  private static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (!FolderSide.isHidden(name)) {
          files.put(name, Files.readAllBytes(path));
        }
      }
    }
    return files;
  }

  /** A tree that can only be asked for ids, as Git's. */
  private record ById(SortedMap<String, byte[]> files) implements TreeSide {
    @Override
    public SortedMap<String, String> ids() {
      return new FileSide(files).ids();
    }

    @Override
    public SortedMap<String, byte[]> read(Collection<String> paths) {
      return new FileSide(files).read(paths);
    }
  }
}
