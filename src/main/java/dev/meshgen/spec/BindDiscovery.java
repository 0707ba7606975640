package dev.meshgen.spec;

import dev.meshgen.model.Discovery;
import dev.meshgen.model.Discovery.Group;
import dev.meshgen.model.Located;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Binds {@code Mesh.spec.discovery}. */
final class BindDiscovery {
  private final TypedFields discovery;
  private final BindRecipients recipients;

  BindDiscovery(TypedFields discovery, BindRecipients recipients) {
    this.discovery = discovery;
    this.recipients = recipients;
  }

  Discovery bind() {
    List<Group> groups = new ArrayList<>();
    if (discovery.has("groups")) {
      for (YamlNode item : ((YamlList) discovery.map().get("groups").orElseThrow()).items()) {
        // A group that the schema refused may be incomplete.
        if (item instanceof YamlMap map
            && map.get("name").isPresent()
            && map.get("match").isPresent()) {
          groups.add(group(map));
        }
      }
    }
    String mode = discovery.text("mode").orElseThrow();
    return new Discovery(Discovery.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), groups);
  }

  private Group group(YamlMap map) {
    TypedFields group = new TypedFields(map);
    return new Group(
        new Located<>(group.text("name").orElseThrow(), map.get("name").orElseThrow().span()),
        new TreeMap<>(TypedFields.strings(group.in("match").map())),
        recipients.list(group));
  }
}
