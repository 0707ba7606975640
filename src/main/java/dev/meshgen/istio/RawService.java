package dev.meshgen.istio;

import dev.meshgen.model.Cluster;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What raw values say of the Service of a gateway.
 *
 * @param places the value {@code service}, wherever the chart reads it
 */
public record RawService(List<YamlMap> places) {
  private static final List<String> OUTER = List.of("global", "_internal_defaults_do_not_set");

  public RawService {
    places = List.copyOf(places);
  }

  /** The Service of the gateway that a cluster has. */
  public static RawService of(Cluster cluster) {
    return of(
        cluster, cluster.controlPlane().isExternal() ? "istiodgateway" : Chart.GATEWAY.release());
  }

  /** That of a release. */
  public static RawService of(Cluster cluster, String release) {
    List<YamlMap> places = new ArrayList<>();
    YamlMap values = cluster.istio().values().get(release);
    if (values != null) {
      map(values, "service").ifPresent(places::add);
      for (String outer : OUTER) {
        map(values, outer).flatMap(inner -> map(inner, "service")).ifPresent(places::add);
      }
    }
    return new RawService(places);
  }

  /** The first value of a field with text. */
  public Optional<String> text(String field) {
    for (YamlMap place : places) {
      if (place.get(field).orElse(null) instanceof YamlScalar scalar) {
        return Optional.of(scalar.text());
      }
    }
    return Optional.empty();
  }

  /** Its annotations, as written. */
  public Map<String, YamlMap.Entry> annotations() {
    Map<String, YamlMap.Entry> annotations = new LinkedHashMap<>();
    for (YamlMap place : places) {
      map(place, "annotations").ifPresent(found -> annotations.putAll(found.entries()));
    }
    return annotations;
  }

  /** The text of an annotation; empty unless it is one. */
  public static String text(YamlMap.Entry annotation) {
    return annotation.value() instanceof YamlScalar scalar ? scalar.text() : "";
  }

  private static Optional<YamlMap> map(YamlMap map, String key) {
    YamlNode found = map.get(key).orElse(null);
    return found instanceof YamlMap inner ? Optional.of(inner) : Optional.empty();
  }
}
