package dev.meshgen.model;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;

/**
 * Where the fields of one resolved document were written, after all layers have been merged.
 *
 * @param root the resolved document
 * @param document where the document has its name
 */
public record Origins(YamlMap root, Span document) {

  /**
   * Where {@code path} was written; where it was not, the nearest enclosing field that was. For a
   * value that was not written, the document.
   */
  public Span at(String... path) {
    Span nearest = document;
    YamlNode node = root;
    for (String key : path) {
      if (!(node instanceof YamlMap map) || map.get(key).isEmpty()) {
        return nearest;
      }
      node = map.get(key).get();
      if (node.span().hasLine()) {
        nearest = node.span();
      }
    }
    return nearest;
  }

  /** Whether the field at {@code path} itself was written. */
  public boolean isWritten(String... path) {
    YamlNode node = root;
    for (String key : path) {
      if (!(node instanceof YamlMap map) || map.get(key).isEmpty()) {
        return false;
      }
      node = map.get(key).get();
    }
    return node.span().hasLine();
  }
}
