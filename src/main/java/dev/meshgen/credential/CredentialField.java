package dev.meshgen.credential;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value in a credential and the path to it, such as {@code users[0].user.exec}. Paths consist of
 * words of the format, never of what the file says.
 */
record CredentialField(String path, YamlNode node) {

  /** The value below a key; null and an empty string count as absent, as they do for client-go. */
  Optional<CredentialField> at(String key) {
    if (!(node instanceof YamlMap map)) {
      return Optional.empty();
    }
    return map.get(key)
        .filter(CredentialField::isPresent)
        .map(value -> new CredentialField(path.isEmpty() ? key : path + "." + key, value));
  }

  /** The items of a list; none for anything else. */
  List<CredentialField> items() {
    List<CredentialField> items = new ArrayList<>();
    if (node instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        items.add(new CredentialField(path + "[" + items.size() + "]", item));
      }
    }
    return items;
  }

  boolean isMap() {
    return node instanceof YamlMap;
  }

  /** The scalar as it was written. */
  Optional<String> text() {
    return node instanceof YamlScalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static boolean isPresent(YamlNode value) {
    return !(value instanceof YamlScalar scalar)
        || scalar.value() != null && !scalar.text().isEmpty();
  }

  @Override
  public String toString() {
    return "Field[" + path + ", redacted]";
  }
}
