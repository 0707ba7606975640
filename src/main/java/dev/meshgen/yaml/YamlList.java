package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.util.List;

/** A sequence. */
public record YamlList(Span span, List<YamlNode> items) implements YamlNode {

  public YamlList {
    items = List.copyOf(items);
  }
}
