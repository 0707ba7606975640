package dev.meshgen.testing;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A mesh to render.
 *
 * @param name for people
 * @param files of its spec; recipients in them are the names of identities that are made when it is
 *     rendered
 * @param discoverable the clusters whose reader's token is filed, where any other reads them
 */
public record Variant(String name, Map<String, String> files, Set<String> discoverable) {
  public Variant {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    discoverable = Set.copyOf(discoverable);
  }

  Variant(String name, String spec, Set<String> discoverable) {
    this(name, Map.of("mesh.yaml", spec), discoverable);
  }

  /** Whether some of its clusters are delivered by Argo CD, and others by Flux. */
  public boolean hasBothEngines() {
    return contains("^ *argocd:") && contains("^ *flux:");
  }

  private boolean contains(String line) {
    Pattern pattern = Pattern.compile(line, Pattern.MULTILINE);
    return files.values().stream().anyMatch(text -> pattern.matcher(text).find());
  }

  @Override
  public String toString() {
    return name;
  }
}
