package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The groups that share the key of one kind of file, and how many of them it takes, as one mapping
 * has them after all layers.
 *
 * @param threshold if it was written
 * @param groups how many, and where; empty without {@code keyGroups}
 */
record WrittenGroups(Optional<Located<Integer>> threshold, Optional<Located<Integer>> groups) {
  static final String THRESHOLD = "shamirThreshold";
  private static final String SOPS = "sops";
  private static final String SECRETS = "secrets";

  /** Of what clusters receive, where the mesh says so for all. */
  static WrittenGroups ofMesh(Mesh mesh) {
    return in(map(mesh.origins().root(), "spec", SECRETS, SOPS));
  }

  /** Of every mapping of the mesh that may have groups; each judged by itself. */
  static List<WrittenGroups> all(Mesh mesh) {
    YamlMap spec = map(mesh.origins().root(), "spec");
    List<WrittenGroups> all = new ArrayList<>();
    all.add(ofMesh(mesh));
    all.add(in(map(spec, SECRETS, SOPS, "root")));
    all.add(in(map(spec, SECRETS, SOPS, "discovery")));
    all.add(in(map(spec, SECRETS, "vault", "bundle")));
    if (map(spec, "discovery").get("groups").orElse(null) instanceof YamlList groups) {
      for (YamlNode group : groups.items()) {
        if (group instanceof YamlMap written) {
          all.add(in(written));
        }
      }
    }
    for (Cluster cluster : mesh.clusters()) {
      all.add(in(map(cluster.origins().root(), SECRETS, SOPS)));
    }
    return all;
  }

  private static WrittenGroups in(YamlMap written) {
    Optional<Located<Integer>> threshold = Optional.empty();
    if (written.get(THRESHOLD).orElse(null) instanceof YamlScalar scalar
        && scalar.value() instanceof Number number) {
      threshold = Optional.of(new Located<>(number.intValue(), scalar.span()));
    }
    Optional<Located<Integer>> groups = Optional.empty();
    if (written.get("keyGroups").orElse(null) instanceof YamlList list) {
      groups = Optional.of(new Located<>(list.items().size(), firstOf(list)));
    }
    return new WrittenGroups(threshold, groups);
  }

  private static Span firstOf(YamlList list) {
    return list.items().isEmpty() ? list.span() : list.items().get(0).span();
  }

  private static YamlMap map(YamlMap from, String... path) {
    YamlMap map = from;
    for (String key : path) {
      if (!(map.get(key).orElse(null) instanceof YamlMap inner)) {
        return new YamlMap(from.span(), Map.of());
      }
      map = inner;
    }
    return map;
  }

  /** Whether it takes more groups than there are. */
  boolean lacksGroups() {
    return threshold.isPresent()
        && groups.isPresent()
        && threshold.get().value() > groups.get().value();
  }

  /** Where the two fit no longer: at the groups, if the threshold is inherited from the mesh. */
  Span mistake(WrittenGroups ofMesh) {
    boolean inherited = threshold.equals(ofMesh.threshold) && !groups.equals(ofMesh.groups);
    return inherited ? groups.orElseThrow().at() : threshold.orElseThrow().at();
  }
}
