package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.util.List;

/** A sequence. */
public record YamlList(Span span, List<YamlNode> items) implements YamlNode {

  public YamlList {
    items = List.copyOf(items);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof YamlList that && span.equals(that.span) && items.equals(that.items);
  }

  @Override
  public int hashCode() {
    return 31 * span.hashCode() + items.hashCode();
  }
}
