package dev.meshgen.live;

import dev.meshgen.conformance.Ksops;
import dev.meshgen.conformance.Tool;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the real kustomize makes of a folder; sealed files are opened by the real sops. */
final class Kustomize {
  /** The same for the same: clusters share folders, and most folders stay as they are. */
  private final Map<String, List<JsonNode>> built = new ConcurrentHashMap<>();

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
    return built.computeIfAbsent(content(folder), same -> run(folder));
  }

  /** Of the files of a folder, and of its neighbours where it refers to them. */
  private static String content(Path folder) {
    StringBuilder content = new StringBuilder(folder.toString());
    String kustomization = TextFile.read(folder.resolve("kustomization.yaml"));
    Path top = kustomization.contains("../") ? folder.getParent() : folder;
    try (Stream<Path> files = Files.walk(top)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> content.append('\n').append(file).append('\n').append(TextFile.read(file)));
      return content.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> run(Path folder) {
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
