package dev.meshgen.review;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files beside ours that an engine reads: they change what is applied without changing a file that
 * a render writes. The top of the tree may be that of a repository, where others have their files:
 * only those count there which reach the folders below.
 */
public final class ForeignFiles {
  /** Any of these is the kustomization of a folder, and only one may be (kustomize, konfig). */
  private static final List<String> KUSTOMIZATIONS =
      List.of(Layout.KUSTOMIZATION, "kustomization.yml", "Kustomization");

  private static final List<String> OBJECTS = List.of(".yaml", ".yml", ".json", ".jsonnet");

  private final Mesh mesh;
  private final Set<String> folders = new HashSet<>();
  private final String folderName;

  /**
   * Beside the files of a tree.
   *
   * @param folderName of its folder, as the user typed it, for messages
   */
  public ForeignFiles(Mesh mesh, OutputTree tree, String folderName) {
    this.mesh = mesh;
    this.folderName = folderName;
    String last = "";
    for (String path : tree.files().keySet()) {
      String at = Layout.folderOf(path);
      // Files of one folder follow each other.
      if (at.equals(last)) {
        continue;
      }
      last = at;
      while (!at.isEmpty() && folders.add(at)) {
        at = Layout.folderOf(at);
      }
    }
  }

  /** {@link Code#ENGINE_STEERED} and {@link Code#OBJECT_FOREIGN}. */
  public List<Diagnostic> among(List<String> foreign) {
    List<Diagnostic> found = new ArrayList<>();
    for (String path : foreign) {
      if (folders.contains(Layout.folderOf(path))) {
        judge(path).ifPresent(found::add);
      } else if (Layout.folderOf(path).isEmpty()) {
        engine(engine -> engine.isSteeredFromAboveBy(path))
            .ifPresent(reader -> found.add(steered(path, reader)));
      }
    }
    return found;
  }

  private Optional<Diagnostic> judge(String path) {
    String name = Layout.nameOf(path);
    Optional<String> reader = reader(name);
    if (reader.isPresent()) {
      return Optional.of(steered(path, reader.get()));
    }
    return OBJECTS.stream().anyMatch(name::endsWith)
        ? Optional.of(
            Diagnostic.of(
                    Code.OBJECT_FOREIGN, at(path), "a foreign file is in a folder of the tree")
                .expecting("only files written by render in the folders of the tree")
                .hinting("move it out of " + folderName))
        : Optional.empty();
  }

  private Diagnostic steered(String path, String reader) {
    return Diagnostic.of(
            Code.ENGINE_STEERED, at(path), reader + " reads this file, which meshgen did not write")
        .expecting("no foreign file that changes what is applied")
        .hinting("remove it, and change the spec instead");
  }

  private Optional<String> reader(String name) {
    if (KUSTOMIZATIONS.contains(name)) {
      return Optional.of("Kustomize");
    }
    if (name.equals(Layout.SOPS_RULES)) {
      return Optional.of("sops");
    }
    if (name.equals(Layout.GIT_ATTRIBUTES)) {
      return Optional.of("Git");
    }
    return engine(engine -> engine.isSteeredBy(name));
  }

  private Optional<String> engine(Predicate<Engine> steered) {
    return Engines.of(mesh).all().stream().filter(steered).map(Engine::name).findFirst();
  }

  private Span at(String path) {
    return Span.of(folderName + "/" + path);
  }
}
