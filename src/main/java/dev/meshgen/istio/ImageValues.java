package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds, in a user's raw values of one release, the tags and images of another version than the
 * spec's: every rule about versions would judge one that does not run.
 *
 * <p>A custom build is fine if its tag names the version: {@code 1.30.5-fips}. A tag is in {@code
 * tag}, or in an image that is written in full (the charts use an image with a slash as it is).
 */
public final class ImageValues {
  private static final List<List<String>> TAGS =
      List.of(List.of("tag"), List.of("global", "tag"), List.of("repair", "tag"));
  private static final List<List<String>> IMAGES =
      List.of(
          List.of("image"),
          List.of("global", "proxy", "image"),
          List.of("global", "proxy_init", "image"),
          List.of("podAnnotations", "sidecar.istio.io/proxyImage"));
  private static final List<String> STAGES = List.of("alpha", "beta", "rc", "dev");

  private final Chart chart;
  private final String version;
  private final List<Diagnostic> found = new ArrayList<>();

  private ImageValues(Chart chart, String version) {
    this.chart = chart;
    // A tag has no plus sign.
    this.version = version.replace('+', '-');
  }

  /** {@link Code#IMAGE_VERSION} and {@link Code#IMAGE_UNVERSIONED}, at the offending values. */
  public static List<Diagnostic> check(Chart chart, YamlMap values, String version) {
    ImageValues check = new ImageValues(chart, version);
    check.mapping(values, List.of());
    return check.found;
  }

  private void mapping(YamlMap map, List<String> above) {
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      List<String> path = ValuePaths.child(above, field.getKey());
      if (field.getValue().value() instanceof YamlMap below) {
        mapping(below, path);
      } else if (field.getValue().value() instanceof YamlScalar scalar
          && !scalar.text().isEmpty()) {
        check(path, scalar);
      }
    }
  }

  private void check(List<String> path, YamlScalar scalar) {
    List<List<String>> targets = ValuePaths.targets(chart, path);
    if (isAmong(TAGS, targets)) {
      checkTag(path, scalar, scalar.text());
    } else if (isAmong(IMAGES, targets) && scalar.text().indexOf('/') >= 0) {
      checkTag(path, scalar, tagOf(scalar.text()));
    }
  }

  private static boolean isAmong(List<List<String>> these, List<List<String>> targets) {
    for (List<String> target : targets) {
      if (these.contains(target)) {
        return true;
      }
    }
    return false;
  }

  /** What follows the last colon, unless that is a registry's port; a digest says no version. */
  private static String tagOf(String image) {
    int at = image.indexOf('@');
    String name = at < 0 ? image : image.substring(0, at);
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(colon + 1) : "";
  }

  private void checkTag(List<String> path, YamlScalar scalar, String tag) {
    if (isOfVersion(tag)) {
      return;
    }
    String subject =
        "value \"" + ValuePaths.print(path) + "\" of release \"" + chart.release() + "\" ";
    boolean names = IstioVersion.parse(tag).isPresent() || startsAsMinor(tag);
    found.add(
        Diagnostic.of(
                names ? Code.IMAGE_VERSION : Code.IMAGE_UNVERSIONED,
                scalar.span(),
                names
                    ? subject + "runs Istio \"" + tag + "\", but the spec has " + version
                    : subject + "does not name the Istio version " + version)
            .expecting("the tag " + version + ", or one that starts with " + version + "-")
            .hinting("remove it; Cluster.spec.istio.version decides it"));
  }

  private boolean isOfVersion(String tag) {
    if (!tag.startsWith(version)) {
      return false;
    }
    String rest = tag.substring(version.length());
    return rest.isEmpty() || rest.charAt(0) == '-' && !isStage(rest.substring(1));
  }

  /** Whether it continues like a pre-release of this version. */
  private static boolean isStage(String suffix) {
    for (String stage : STAGES) {
      if (suffix.startsWith(stage)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAsMinor(String tag) {
    int dot = tag.indexOf('.');
    return dot > 0 && MinorVersion.number(tag, 0, dot) >= 0;
  }
}
