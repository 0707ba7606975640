package dev.meshgen.istio;

import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * How a chart names one image it pulls: of each list of values, the first that is set counts.
 *
 * @param name of the image, unless values name another
 * @param injected whether istiod writes it into Pods, and not the chart
 */
public record ImageSource(
    String name,
    Chart chart,
    boolean injected,
    List<List<String>> image,
    List<List<String>> tag,
    List<List<String>> variant) {

  /** Suffixes of tags that istiod replaces by the variant (istio, {@code pkg/kube/inject}). */
  private static final List<String> VARIANTS = List.of("-distroless", "-debug");

  public ImageSource {
    image = List.copyOf(image);
    tag = List.copyOf(tag);
    variant = List.copyOf(variant);
  }

  /** What is pulled by default. */
  public record Defaults(String hub, String tag, String variant) {}

  /** The reference of the image, raw values taken into account. */
  public String reference(YamlMap raw, Defaults defaults) {
    String named = text(raw, image).orElse(name);
    if (named.indexOf('/') >= 0) {
      return named;
    }
    return defaults.hub() + "/" + named + ":" + fullTag(raw, defaults);
  }

  private String fullTag(YamlMap raw, Defaults defaults) {
    String plain = text(raw, tag).orElse(defaults.tag());
    String suffix = text(raw, variant).orElse(defaults.variant());
    if (suffix.isEmpty()) {
      return plain;
    }
    if (!injected) {
      return plain + "-" + suffix;
    }
    for (String known : VARIANTS) {
      if (plain.endsWith(known)) {
        plain = plain.substring(0, plain.length() - known.length());
      }
    }
    return suffix.equals("default") ? plain : plain + "-" + suffix;
  }

  /** Templates ignore what is empty. */
  private Optional<String> text(YamlMap raw, List<List<String>> paths) {
    WrittenValues values = WrittenValues.of(chart, raw);
    for (List<String> path : paths) {
      if (values.find(path).map(YamlMap.Entry::value).orElse(null) instanceof YamlScalar found
          && found.value() != null
          && !found.text().isEmpty()) {
        return Optional.of(found.text());
      }
    }
    return Optional.empty();
  }
}
