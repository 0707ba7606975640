package dev.meshgen.testing;

import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.RenderTree;
import dev.meshgen.report.Readme;
import dev.meshgen.report.SecretFacts;
import dev.meshgen.tree.OutputTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a spec renders to, without what is sealed: the text of each file by its path. */
public final class PlainTree {
  private static final SecretFacts.Certificate CERTIFICATE =
      new SecretFacts.Certificate(
          "0".repeat(64),
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2036-01-01T00:00:00Z"));

  private final Map<String, String> files = new TreeMap<>();

  private PlainTree(OutputTree tree) {
    tree.files()
        .forEach((path, file) -> files.put(path, new String(file.bytes(), StandardCharsets.UTF_8)));
  }

  /** Renders a spec that reads without a word; no rule is asked. */
  public static PlainTree of(String... documents) {
    MeshPlan plan = Plans.plan(documents);
    SortedMap<String, SecretFacts.Certificate> intermediates = new TreeMap<>();
    plan.clusters().forEach(cluster -> intermediates.put(cluster.name(), CERTIFICATE));
    Readme readme =
        new Readme(plan, new SecretFacts(Optional.of(CERTIFICATE), intermediates, Set.of()));
    return new PlainTree(RenderTree.start(plan).finish(readme.file(), Set.of(), Set.of()).build());
  }

  /** Every path there is, sorted. */
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /** The text of a file, which has to be there. */
  public String text(String path) {
    return Optional.ofNullable(files.get(path))
        .orElseThrow(() -> new AssertionError("no file " + path + " among " + files.keySet()));
  }

  /** The one document of a YAML file. */
  public JsonNode yaml(String path) {
    return ConsumerYaml.readOne(text(path));
  }
}
