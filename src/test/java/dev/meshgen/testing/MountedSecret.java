package dev.meshgen.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A Secret that a volume of a Pod shows, by itself or projected. The Pod starts once the Secret and
 * the entries that it must have are there.
 *
 * @param name of the Secret
 * @param must the entries that it must have, if they are listed
 * @param may those that it may have
 * @param path where entries lie in the volume, in the order of both lists
 * @param isOptional whether the Pod starts without it
 */
public record MountedSecret(
    String name, List<String> must, List<String> may, List<String> path, boolean isOptional) {

  /** The Secret of a volume; none if it shows something else. */
  public static Optional<MountedSecret> of(JsonNode volume) {
    List<JsonNode> sources = new ArrayList<>();
    if (volume.has("secret")) {
      sources.add(volume.path("secret"));
    }
    volume.at("/projected/sources").forEach(source -> sources.add(source.path("secret")));
    List<String> names = sources.stream().map(MountedSecret::nameOf).distinct().toList();
    if (names.size() != 1 || names.get(0).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MountedSecret(
            names.get(0),
            values(sources, false, "key"),
            values(sources, true, "key"),
            values(sources, false, "path"),
            sources.stream().allMatch(MountedSecret::isOptional)));
  }

  /** Those of all volumes without which a Pod does not start. */
  public static List<MountedSecret> required(JsonNode volumes) {
    List<MountedSecret> found = new ArrayList<>();
    for (JsonNode volume : volumes) {
      of(volume).filter(secret -> !secret.isOptional()).ifPresent(found::add);
    }
    return found;
  }

  private static String nameOf(JsonNode source) {
    return source.path("secretName").asString(source.path("name").asString(""));
  }

  private static boolean isOptional(JsonNode source) {
    return source.path("optional").asBoolean(false);
  }

  private static List<String> values(List<JsonNode> sources, boolean optional, String field) {
    return sources.stream()
        .filter(source -> isOptional(source) == optional)
        .flatMap(source -> source.path("items").valueStream())
        .map(item -> item.path(field).asString())
        .toList();
  }
}
