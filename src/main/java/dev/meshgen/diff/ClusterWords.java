package dev.meshgen.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The words of a cluster that every other one has in another form: its name and its network. With
 * placeholders in their place, the same change in two clusters reads the same.
 */
final class ClusterWords implements UnaryOperator<String> {
  /** Replaces a cluster's name. */
  static final String CLUSTER = "<cluster>";

  /** Replaces its network. */
  static final String NETWORK = "<network>";

  private final String cluster;
  private final Set<String> networks;
  private final Set<String> others;
  private final List<String> names = new ArrayList<>();

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
    names.add(cluster);
    names.addAll(networks);
  }

  @Override
  public String apply(String text) {
    int found = next(text, 0);
    if (found < 0) {
      return text;
    }
    StringBuilder spoken = new StringBuilder();
    int done = 0;
    while (found >= 0) {
      int start = startOfWord(text, found);
      int end = endOfWord(text, found);
      if (start < end && found < end) {
        spoken.append(text, done, start).append(word(text.substring(start, end)));
        done = end;
      }
      found = next(text, Math.max(found + 1, end));
    }
    return spoken.append(text, done, text.length()).toString();
  }

  /** Where the next of its names is; -1 if none is left. */
  private int next(String text, int from) {
    int next = -1;
    for (String name : names) {
      int found = from > text.length() ? -1 : text.indexOf(name, from);
      next = found >= 0 && (next < 0 || found < next) ? found : next;
    }
    return next;
  }

  /** Words are letters, digits and, but for their first character, dashes. */
  private static int startOfWord(String text, int at) {
    int start = at;
    while (start > 0 && isPart(text.charAt(start - 1))) {
      start--;
    }
    while (start < text.length() && text.charAt(start) == '-') {
      start++;
    }
    return start;
  }

  private static int endOfWord(String text, int at) {
    int end = at;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPart(char c) {
    return c == '-' || isAlphanumeric(c);
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
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
    for (int i = 0; i < names.size(); i++) {
      spoken = replaced(spoken, names.get(i), i == 0 ? CLUSTER : NETWORK);
    }
    return spoken;
  }

  /** With a placeholder for a name that has nothing beside it that could be a part of it. */
  private static String replaced(String word, String name, String placeholder) {
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    while (at < word.length()) {
      int end = at + name.length();
      boolean alone =
          word.startsWith(name, at)
              && (at == 0 || !isAlphanumeric(word.charAt(at - 1)))
              && (end == word.length() || !isAlphanumeric(word.charAt(end)));
      if (alone) {
        replaced.append(placeholder);
        at = end;
      } else {
        replaced.append(word.charAt(at));
        at++;
      }
    }
    return replaced.toString();
  }
}
