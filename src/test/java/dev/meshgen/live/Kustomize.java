package dev.meshgen.live;

import dev.meshgen.conformance.Ksops;
import dev.meshgen.conformance.Tool;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the real kustomize makes of a folder; sealed files are opened by the real sops. */
final class Kustomize {
  private final Path scratch;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * @param identities the file with the age identities that open the tree's secrets
   */
  Kustomize(Path scratch, Path identities) {
    this.scratch = scratch;
    try {
      environment.putAll(Ksops.path(Files.createDirectories(scratch)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("SOPS_AGE_KEY_FILE", identities.toString());
  }

  /** The objects, by a generator of which Argo CD opens what is sealed. */
  List<JsonNode> build(Path folder) {
    String objects =
        Tool.KUSTOMIZE
            .in(folder, environment, "build", "--enable-alpha-plugins", "--enable-exec", ".")
            .succeeded();
    return ConsumerYaml.read(objects).stream().filter(JsonNode::isObject).toList();
  }

  /** The objects, sealed ones opened afterwards, as Flux does: in another order than was signed. */
  List<JsonNode> buildAndOpen(Path folder) {
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode object : build(folder)) {
      objects.add(object.has("sops") ? open(object) : object);
    }
    return objects;
  }

  private synchronized JsonNode open(JsonNode sealed) {
    Path file = scratch.resolve("sealed.json");
    try {
      Files.writeString(file, sealed.toString(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ConsumerYaml.readOne(
        Tool.SOPS.in(scratch, environment, "decrypt", "--ignore-mac", file.toString()).succeeded());
  }
}
