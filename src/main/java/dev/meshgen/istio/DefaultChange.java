package dev.meshgen.istio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A default that differs from the minor before.
 *
 * @param what it does now; a clause, lower case but for names, no period
 * @param since the first patch that does
 * @param concerns which meshes are affected
 * @param keep the raw values, path to scalar, that keep the old behaviour; may be empty
 * @param compatible whether {@code compatibilityVersion} of the minor before also keeps it
 */
public record DefaultChange(
    String what,
    int since,
    Applicability concerns,
    Map<Chart, SortedMap<String, String>> keep,
    boolean compatible) {

  public DefaultChange {
    keep = Map.copyOf(keep);
  }

  /**
   * The raw values of {@link #keep} as people write them, such as {@code values.cni.chained: x}.
   */
  public List<String> toKeep() {
    List<String> ways = new ArrayList<>();
    for (Chart chart : Chart.values()) {
      SortedMap<String, String> values = keep.getOrDefault(chart, Collections.emptySortedMap());
      for (Map.Entry<String, String> value : values.entrySet()) {
        // Variables are strings.
        String quote = value.getKey().startsWith("env.") ? "\"" : "";
        ways.add(
            "values."
                + chart.release()
                + "."
                + value.getKey()
                + ": "
                + quote
                + value.getValue()
                + quote);
      }
    }
    return ways;
  }
}
