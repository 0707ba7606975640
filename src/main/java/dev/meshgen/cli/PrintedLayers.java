package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.Step;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.TreeFile;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files with the objects of layers, as the folder of each lists them for Kustomize. */
final class PrintedLayers {
  private static final String RESOURCES = "resources";

  /** Of a folder of which all objects lie in files. */
  private static final Set<String> PLAIN = Set.of("apiVersion", "kind", RESOURCES);

  private final OutputTree tree;
  private final Span at;
  private final Report report;
  private final List<PluginObjects.Printed> found = new ArrayList<>();

  PrintedLayers(OutputTree tree, Span at, Report report) {
    this.tree = tree;
    this.at = at;
    this.report = report;
  }

  List<PluginObjects.Printed> found() {
    return List.copyOf(found);
  }

  void add(Step step) {
    if (step.release().isPresent()) {
      refuse(
          step,
          "is a Helm release, not objects",
          "let your engine install it from " + step.folder());
    } else {
      folder(step.folder(), step);
    }
  }

  private void folder(String folder, Step step) {
    tree.get(Layout.in(folder, Layout.KUSTOMIZATION))
        .ifPresent(file -> listed(folder, read(file), step));
  }

  private void listed(String folder, YamlMap kustomization, Step step) {
    if (!PLAIN.containsAll(kustomization.entries().keySet())) {
      refuse(
          step,
          "has sealed files, which Kustomize opens on the way to the cluster",
          "point your engine at " + folder);
      return;
    }
    if (kustomization.get(RESOURCES).orElse(null) instanceof YamlList resources) {
      resources.items().forEach(each -> resource(folder, ((YamlScalar) each).text(), step));
    }
  }

  private void resource(String folder, String name, Step step) {
    String path = Path.of(folder).resolve(name).normalize().toString().replace('\\', '/');
    Optional<TreeFile> file = tree.get(path);
    Optional<TreeFile> below = tree.get(Layout.in(path, Layout.KUSTOMIZATION));
    if (file.isPresent()) {
      found.add(new PluginObjects.Printed(path, file.get().bytes()));
    } else if (below.isPresent()) {
      listed(path, read(below.get()), step);
    } else {
      // What is left out here would be pruned.
      throw new IllegalStateException(folder + " lists " + name + ", which is not in the tree");
    }
  }

  private YamlMap read(TreeFile file) {
    List<YamlDocument> documents =
        YamlReader.read(Layout.KUSTOMIZATION, file.bytes(), new Report());
    return (YamlMap) documents.get(0).root();
  }

  private void refuse(Step step, String why, String hint) {
    report.add(
        Diagnostic.of(Code.PLUGIN_LAYER, at, "layer \"" + step.layer().id() + "\" " + why)
            .expecting("a layer of plain objects")
            .hinting(hint));
  }
}
