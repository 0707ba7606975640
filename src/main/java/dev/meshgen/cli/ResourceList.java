package dev.meshgen.cli;

import dev.meshgen.cli.PluginObjects.Printed;
import dev.meshgen.cli.PluginObjects.Wanted;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a KRM function is handed, and what it hands back.
 *
 * @param root the document
 * @param items the objects that came with it
 * @param wanted what its functionConfig asks for
 */
record ResourceList(YamlMap root, List<YamlNode> items, Wanted wanted) {
  private static final String INPUT = "<stdin>";
  private static final String CONFIG = "functionConfig";
  private static final String ITEMS = "items";
  private static final String METADATA = "metadata";
  private static final String ANNOTATIONS = "annotations";

  /** In either form of the annotation, old and new, tools look for where an object lies. */
  private static final List<String> PREFIXES =
      List.of("config.kubernetes.io/", "internal.config.kubernetes.io/");

  /** Empty if the report says what is wrong with it. */
  static Optional<ResourceList> read(byte[] input, Report report) {
    List<YamlDocument> documents = YamlReader.read(INPUT, input, report);
    if (report.hasErrors()) {
      return Optional.empty();
    }
    YamlNode root = documents.size() == 1 ? documents.get(0).root() : null;
    if (!(root instanceof YamlMap list) || !text(list, "kind").equals("ResourceList")) {
      report.add(wrong(Span.of(INPUT), "not a ResourceList", "one document of that kind"));
      return Optional.empty();
    }
    if (!(list.get(CONFIG).orElse(null) instanceof YamlMap config)) {
      report.add(wrong(list.span(), "missing functionConfig", "a functionConfig with a cluster"));
      return Optional.empty();
    }
    YamlMap settings =
        at(config, "spec")
            .or(() -> at(config, "data"))
            .orElse(new YamlMap(config.span(), Map.of()));
    List<YamlNode> items =
        list.get(ITEMS).orElse(null) instanceof YamlList found ? found.items() : List.of();
    Wanted wanted =
        new Wanted(
            settings.span(),
            text(settings, "cluster"),
            words(settings, "layers"),
            words(settings, "spec"),
            text(settings, "tree"));
    return Optional.of(new ResourceList(list, items, wanted));
  }

  private static Diagnostic wrong(Span at, String what, String expected) {
    return Diagnostic.of(Code.PLUGIN_INPUT, at, what)
        .expecting(expected)
        .hinting("let Kustomize or kpt call this");
  }

  private static Optional<YamlMap> at(YamlMap map, String key) {
    return map.get(key).filter(YamlMap.class::isInstance).map(YamlMap.class::cast);
  }

  private static String text(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlScalar scalar ? scalar.text() : "";
  }

  /** A list, or, as in a ConfigMap, words between commas. */
  private static List<String> words(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlList list
        ? list.items().stream()
            .filter(YamlScalar.class::isInstance)
            .map(item -> ((YamlScalar) item).text())
            .toList()
        : Arrays.stream(text(map, key).split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** The list with these objects, which replace those of the same names. */
  Map<String, Object> with(List<Printed> printed) {
    List<Object> all = new ArrayList<>();
    Set<String> made = new TreeSet<>();
    for (Printed file : printed) {
      int index = 0;
      for (YamlDocument document : YamlReader.read(file.path(), file.content(), new Report())) {
        YamlMap object = (YamlMap) document.root();
        made.add(identity(object));
        all.add(placed(object, file.path(), index++));
      }
    }
    List<Object> kept =
        new ArrayList<>(
            items.stream()
                .filter(item -> !(item instanceof YamlMap map && made.contains(identity(map))))
                .toList());
    kept.addAll(all);
    return answer(kept);
  }

  private Map<String, Object> answer(List<Object> objects) {
    Map<String, Object> answer = new LinkedHashMap<>();
    root.entries().forEach((key, entry) -> answer.put(key, entry.value()));
    answer.put(ITEMS, objects);
    return answer;
  }

  /** The list as it came, with what is wrong. */
  Map<String, Object> refused(List<Diagnostic> found) {
    Map<String, Object> answer = answer(List.copyOf(items));
    answer.put(
        "results", found.stream().filter(Diagnostic::isOpen).map(ResourceList::result).toList());
    return answer;
  }

  private static Map<String, Object> result(Diagnostic found) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("message", found.code().id() + ": " + found.message());
    result.put("severity", found.severity() == Severity.NOTE ? "info" : found.severity().id());
    result.put("file", Map.of("path", found.at().file()));
    return result;
  }

  private static String identity(YamlMap object) {
    YamlMap metadata = at(object, METADATA).orElse(new YamlMap(object.span(), Map.of()));
    return String.join(
        "\n",
        text(object, "apiVersion"),
        text(object, "kind"),
        text(metadata, "namespace"),
        text(metadata, "name"));
  }

  /** An object that says where it lies, so that tools write it there. */
  private static Map<String, Object> placed(YamlMap object, String path, int index) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    YamlMap metadata = at(object, METADATA).orElseThrow();
    at(metadata, ANNOTATIONS)
        .ifPresent(own -> own.entries().forEach((key, each) -> annotations.put(key, each.value())));
    for (String prefix : PREFIXES) {
      annotations.put(prefix + "path", path);
      annotations.put(prefix + "index", String.valueOf(index));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    metadata.entries().forEach((key, entry) -> named.put(key, entry.value()));
    named.put(ANNOTATIONS, annotations);
    Map<String, Object> placed = new LinkedHashMap<>();
    object.entries().forEach((key, entry) -> placed.put(key, entry.value()));
    placed.put(METADATA, named);
    return placed;
  }
}
