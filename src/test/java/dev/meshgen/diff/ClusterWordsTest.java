package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterWordsTest {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
  private static final Set<String> CLUSTERS = Set.of("east", "east-2", "my-east", "cluster");
  private static final Set<String> NETWORKS =
      new TreeSet<>(Set.of("net-1", "-x", "a.b", "cluster"));
  private static final String[] PIECES = {
    "east",
    "east-2",
    "my-east",
    "net-1",
    "cluster",
    "-x",
    "a.b",
    "-",
    "--",
    ".",
    "_",
    " ",
    "x",
    "2",
    "https://",
    "/",
    "ü",
    "\n"
  };

  @ParameterizedTest
  @CsvSource({
    "https://east.example/x, https://<cluster>.example/x",
    "istio-east-gateway, istio-<cluster>-gateway",
    "east-2, east-2",
    "east-3, <cluster>-3",
    "eastern, eastern",
    "net-1 net-12 xnet-1, <network> net-12 xnet-1",
    "none, none",
  })
  void namesGiveWayToPlaceholders(String text, String spoken) {
    assertThat(new ClusterWords("east", Set.of("net-1"), CLUSTERS).apply(text)).isEqualTo(spoken);
  }

  @Test
  void takesWordsApartAsAPatternWould() {
    SplittableRandom random = new SplittableRandom(48);
    int spoken = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      for (String cluster : CLUSTERS) {
        String expected =
            WORD.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(word(cluster, found.group())));
        assertThat(new ClusterWords(cluster, NETWORKS, CLUSTERS).apply(text.toString()))
            .as("%s in %s", cluster, text)
            .isEqualTo(expected);
        spoken += expected.contentEquals(text) ? 0 : 1;
      }
    }
    assertThat(spoken).isGreaterThan(50_000);
  }

  private static String word(String cluster, String word) {
    if (word.equals(cluster)) {
      return ClusterWords.CLUSTER;
    }
    if (NETWORKS.contains(word) || CLUSTERS.contains(word)) {
      return NETWORKS.contains(word) ? ClusterWords.NETWORK : word;
    }
    String spoken = replaced(word, cluster, ClusterWords.CLUSTER);
    for (String network : NETWORKS) {
      spoken = replaced(spoken, network, ClusterWords.NETWORK);
    }
    return spoken;
  }

  private static String replaced(String word, String name, String placeholder) {
    return word.replaceAll(
        "(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])",
        Matcher.quoteReplacement(placeholder));
  }
}
