package dev.meshgen.istio;

import dev.meshgen.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the compiler makes of the raw values of a release, from {@code
 * templates/istio/values/<release>.yaml}, which says what the classes are.
 *
 * @param free what users may set to anything
 */
record ValueClasses(
    List<OwnedValue> owned,
    List<MergedValue> merged,
    List<CheckedValue> checked,
    LazyValue<List<String>> free) {
  private static final String FOLDER = "/templates/istio/values/";
  private static final Map<String, ValueClasses> LOADED = new ConcurrentHashMap<>();

  /** Of a key of {@code spec.values}; read on first use. */
  static ValueClasses of(String release) {
    return LOADED.computeIfAbsent(release, ValueClasses::read);
  }

  private static ValueClasses read(String release) {
    String file = FOLDER + release + ".yaml";
    List<byte[]> documents = DataNodes.split(file, DataNodes.resource(file), 2);
    DataNodes root = DataNodes.read(file, documents.get(0));
    List<OwnedValue> owned = new ArrayList<>();
    root.mappings("owned").forEach(group -> own(group, owned));
    List<MergedValue> merged = new ArrayList<>();
    root.mappings("merged").forEach(group -> merge(group, merged));
    List<CheckedValue> checked = new ArrayList<>();
    root.mappings("checked").forEach(group -> check(group, checked));
    return new ValueClasses(
        List.copyOf(owned),
        List.copyOf(merged),
        List.copyOf(checked),
        new LazyValue<>(() -> DataNodes.read(file, documents.get(1)).lines("free")));
  }

  private static void own(DataNodes group, List<OwnedValue> owned) {
    List<String> paths = new ArrayList<>(group.anyTexts("paths"));
    paths.forEach(path -> owned.add(owned(group, path, Optional.empty())));
    group
        .optional("annotations")
        .ifPresent(
            field ->
                annotations(field)
                    .forEach(path -> owned.add(owned(group, path, Optional.of("$" + path)))));
    group
        .find("equals")
        .ifPresent(
            same ->
                same.nodes()
                    .forEach(
                        (path, node) ->
                            owned.add(owned(group, path, Optional.of(OwnedValue.text(node))))));
  }

  private static OwnedValue owned(DataNodes group, String path, Optional<String> same) {
    return new OwnedValue(
        ValuePaths.parse(path),
        group.text("reason"),
        group.optional("field").orElse(""),
        group.optional("hint"),
        same,
        group.optional("when").orElse(""));
  }

  /** Where values hold the annotations that a field of the gateway decides. */
  private static List<String> annotations(String field) {
    return Platforms.annotations(field).stream()
        .map(annotation -> ValuePaths.print(List.of("service", "annotations", annotation)))
        .toList();
  }

  private static void merge(DataNodes group, List<MergedValue> merged) {
    for (DataNodes list : group.mappings("lists")) {
      merged.add(
          new MergedValue(
              ValuePaths.parse(list.text("path")),
              list.optional("key").orElse(""),
              list.anyTexts("reserved"),
              group.text("reason"),
              group.optional("hint").orElse("remove the item; meshgen adds its own")));
    }
  }

  private static void check(DataNodes group, List<CheckedValue> checked) {
    for (CheckedValue.Check check : CheckedValue.Check.values()) {
      if (group.has(check.id())) {
        boolean selects = check == CheckedValue.Check.SELECTS;
        boolean elsewhere = check == CheckedValue.Check.ELSEWHERE;
        for (String path : group.texts(selects ? check.id() : "paths")) {
          checked.add(
              new CheckedValue(
                  ValuePaths.parse(path),
                  check,
                  selects || elsewhere ? List.of() : group.texts(check.id()),
                  group.optional("key").orElse(""),
                  group.anyTexts("unless").stream().map(ValuePaths::parse).toList(),
                  group.optional("when").orElse(""),
                  group.text("reason"),
                  elsewhere ? group.text(check.id()) : ""));
        }
      }
    }
  }
}
