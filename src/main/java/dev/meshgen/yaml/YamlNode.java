package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;

/** A node of a YAML document, with its position. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

  /**
   * Where the node starts: its first key, item or character; for an absent value, where it would.
   */
  Span span();
}
