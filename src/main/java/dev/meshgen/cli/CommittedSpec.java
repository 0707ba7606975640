package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.spec.ListedSpec;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Reads the spec of a command as a commit has it: the same paths, nothing checked out. */
final class CommittedSpec {
  private final Console console;
  private final GitPlace git;
  private final Path output;

  /**
   * Of a repository.
   *
   * @param output folder of the tree, which is not part of a spec
   */
  CommittedSpec(Console console, GitPlace git, Path output) {
    this.console = console;
    this.git = git;
    this.output = output;
  }

  /**
   * The files of the spec.
   *
   * @param typed what {@code -f} names; the folder of the nearest {@code mesh.yaml} if nothing
   * @param label in front of their names: {@code main:}
   */
  List<SpecSource> read(String commit, List<String> typed, String label, Report report)
      throws CommandException {
    if (typed.isEmpty()) {
      String way = SpecFiles.nearest(console.workingDirectory()).orElse("");
      return folder(commit, way, label + way, true, report);
    }
    List<SpecSource> sources = new ArrayList<>();
    for (String path : typed) {
      Optional<SpecSource> file = file(commit, path, label);
      if (file.isPresent()) {
        sources.add(file.get());
      } else {
        String prefix = path.endsWith("/") ? path : path + "/";
        sources.addAll(folder(commit, path, label + prefix, false, report));
      }
    }
    return sources;
  }

  private Optional<SpecSource> file(String commit, String name, String label)
      throws CommandException {
    String path = git.checkout().relative(console.workingDirectory().resolve(name));
    String folder = Layout.folderOf(path).isEmpty() ? "." : Layout.folderOf(path);
    String id = git.repository().files(commit, folder).get(Layout.nameOf(path));
    return id == null
        ? Optional.empty()
        : Optional.of(new SpecSource(label + name, git.repository().contents(List.of(id)).get(0)));
  }

  private List<SpecSource> folder(
      String commit, String name, String prefix, boolean nearest, Report report)
      throws CommandException {
    Path folder = console.workingDirectory().resolve(name).normalize();
    SortedMap<String, String> ids = git.repository().files(commit, git.checkout().relative(folder));
    SortedSet<String> paths = ListedSpec.paths(ids.keySet(), rendered(folder), nearest);
    if (paths.isEmpty()) {
      throw new CommandException("no *.yaml or *.yml files in " + prefix);
    }
    List<byte[]> contents = git.repository().contents(paths.stream().map(ids::get).toList());
    SortedMap<String, byte[]> files = new TreeMap<>();
    int next = 0;
    for (String path : paths) {
      files.put(prefix + path, contents.get(next++));
    }
    return ListedSpec.sources(files, report);
  }

  /** The folder of the tree from that of the spec, if it lies there. */
  private Optional<String> rendered(Path folder) {
    Path tree = output.toAbsolutePath().normalize();
    return tree.startsWith(folder) && !tree.equals(folder)
        ? Optional.of(folder.relativize(tree).toString().replace('\\', '/'))
        : Optional.empty();
  }
}
