package dev.meshgen.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a cluster that every other one has in another form: its name and its network. With
 * placeholders in their place, the same change in two clusters reads the same.
 */
final class ClusterWords implements UnaryOperator<String> {
  /** In the place of a cluster's name. */
  static final String CLUSTER = "<cluster>";

  /** In the place of its network. */
  static final String NETWORK = "<network>";

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

  private final String cluster;
  private final Set<String> networks;
  private final Set<String> others;
  private final Map<Pattern, String> inside = new LinkedHashMap<>();

  /**
   * The words of one cluster.
   *
   * @param networks of the cluster, before and after
   * @param clusters all there are: the name of another one is not taken apart
   */
  ClusterWords(String cluster, Set<String> networks, Set<String> clusters) {
    this.cluster = cluster;
    this.networks = networks;
    this.others = clusters;
    inside.put(whole(cluster), CLUSTER);
    networks.forEach(network -> inside.put(whole(network), NETWORK));
  }

  /** A name with nothing beside it that could be a part of it. */
  private static Pattern whole(String name) {
    return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])");
  }

  @Override
  public String apply(String text) {
    if (!text.contains(cluster) && networks.stream().noneMatch(text::contains)) {
      return text;
    }
    Matcher words = WORD.matcher(text);
    return words.replaceAll(found -> Matcher.quoteReplacement(word(found.group())));
  }

  private String word(String word) {
    if (word.equals(cluster)) {
      return CLUSTER;
    }
    if (networks.contains(word)) {
      return NETWORK;
    }
    if (others.contains(word)) {
      return word;
    }
    String spoken = word;
    for (Map.Entry<Pattern, String> each : inside.entrySet()) {
      spoken = each.getKey().matcher(spoken).replaceAll(Matcher.quoteReplacement(each.getValue()));
    }
    return spoken;
  }
}
