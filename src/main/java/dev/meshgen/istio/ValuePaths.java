package dev.meshgen.istio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where in a chart a value ends up: every spelling the charts accept, resolved.
 *
 * <p>The sources are the charts' {@code templates/zzz_profile.yaml} (defaults nested under {@code
 * _internal_defaults_do_not_set}; {@code global} flattened onto the root by gateway and ztunnel;
 * profile and platform read at the root and under {@code global}) and {@code
 * templates/zzy_descope_legacy.yaml} (istiod and cni merge {@code pilot} and {@code cni} over their
 * root, where it wins). All minors do the same.
 */
public final class ValuePaths {
  /** The key under which every chart keeps its own defaults. */
  static final String DEFAULTS = "_internal_defaults_do_not_set";

  /** A root key with which every chart fails to render, whatever is in it. */
  static final String REFUSED = "defaults";

  /** Where the istiod chart takes the mesh configuration. */
  static final String MESH_CONFIG = "meshConfig";

  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

  private static final Set<String> ROOT_OR_GLOBAL = Set.of("profile", "platform");

  private ValuePaths() {}

  /**
   * The places in the chart that a path of user values sets, most specific first. Empty when the
   * path is itself only a prefix, such as {@code pilot} for istiod: only what is below it counts.
   */
  public static List<List<String>> targets(Chart chart, List<String> path) {
    boolean defaults = path.get(0).equals(DEFAULTS);
    List<String> inner = defaults ? path.subList(1, path.size()) : path;
    if (!inner.isEmpty() && inner.get(0).equals(scope(chart))) {
      inner = inner.subList(1, inner.size());
    }
    if (inner.isEmpty()) {
      return List.of();
    }
    List<List<String>> targets = new ArrayList<>(2);
    targets.add(chart == Chart.ISTIOD ? camelCase(inner) : inner);
    if (!defaults && isHoisted(chart, inner)) {
      targets.add(inner.subList(1, inner.size()));
    }
    return targets;
  }

  /**
   * istiod reads the mesh configuration as a protocol buffer, whose fields have a second spelling:
   * {@code enable_auto_mtls} for {@code enableAutoMtls}.
   */
  private static List<String> camelCase(List<String> path) {
    if (!path.get(0).equals(MESH_CONFIG) || path.size() == 1) {
      return path;
    }
    List<String> spelled = new ArrayList<>(path);
    spelled.set(1, camelCase(path.get(1)));
    if (path.size() > 2 && spelled.get(1).equals("defaultConfig")) {
      spelled.set(2, camelCase(path.get(2)));
    }
    return spelled;
  }

  private static String camelCase(String field) {
    return field.indexOf('_') < 0
        ? field
        : UNDERSCORE.matcher(field).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  /** Where users may write the value of a path of the chart; what wins comes first. */
  static List<List<String>> spellings(Chart chart, List<String> path) {
    List<List<String>> spellings = new ArrayList<>(4);
    if (!scope(chart).isEmpty()) {
      List<String> scoped = below(scope(chart), path);
      spellings.add(scoped);
      spellings.add(below(DEFAULTS, scoped));
    }
    spellings.add(path);
    if (flattensGlobal(chart)) {
      spellings.add(below("global", path));
    }
    spellings.add(below(DEFAULTS, path));
    return spellings;
  }

  private static List<String> below(String key, List<String> path) {
    List<String> longer = new ArrayList<>(path.size() + 1);
    longer.add(key);
    longer.addAll(path);
    return longer;
  }

  private static boolean isHoisted(Chart chart, List<String> path) {
    return path.size() > 1
        && path.get(0).equals("global")
        && (flattensGlobal(chart) || path.size() == 2 && ROOT_OR_GLOBAL.contains(path.get(1)));
  }

  private static boolean flattensGlobal(Chart chart) {
    return chart == Chart.GATEWAY || chart == Chart.ZTUNNEL;
  }

  /** The root key that the chart merges over its root; empty when it has none. */
  static String scope(Chart chart) {
    return switch (chart) {
      case ISTIOD -> "pilot";
      case CNI -> "cni";
      case BASE, GATEWAY, ZTUNNEL -> "";
    };
  }

  /** Splits at dots, as {@code helm --set} does: {@code \.} is a dot inside a key. */
  static List<String> parse(String path) {
    List<String> segments = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        segment.append(path.charAt(++i));
      } else if (c == '.') {
        segments.add(segment.toString());
        segment.setLength(0);
      } else {
        segment.append(c);
      }
    }
    segments.add(segment.toString());
    return List.copyOf(segments);
  }

  /** The path as people write it for {@code helm --set}; the inverse of {@link #parse}. */
  static String print(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String segment : path) {
      if (text.length() > 0) {
        text.append('.');
      }
      for (int i = 0; i < segment.length(); i++) {
        char c = segment.charAt(i);
        if (c == '.' || c == '\\') {
          text.append('\\');
        }
        text.append(c);
      }
    }
    return text.toString();
  }

  static List<String> child(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path.size() + 1);
    longer.addAll(path);
    longer.add(key);
    return longer;
  }
}
