package dev.meshgen.spec;

import dev.meshgen.model.Discovery;
import dev.meshgen.model.Discovery.Group;
import dev.meshgen.model.KubeconfigFolder;
import dev.meshgen.model.Located;
import dev.meshgen.model.StoreReader.Access;
import dev.meshgen.model.TokenStore;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Binds {@code Mesh.spec.discovery}. */
final class BindDiscovery {
  static final String DISCOVERY = "discovery";
  static final String CREDENTIAL = "credential";
  static final String MODE = "mode";
  static final String READER_RBAC = "readerRBAC";
  static final String ISSUER = "vaultKubernetes";
  private static final String EXTERNAL_SECRETS = "externalSecrets";

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
    String mode = discovery.text(MODE).orElseThrow();
    return new Discovery(
        Discovery.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
        groups,
        store(),
        new BindIssuer(discovery.in(CREDENTIAL).in(ISSUER)).bind(),
        folder());
  }

  private Optional<TokenStore> store() {
    TypedFields fields = discovery.in(CREDENTIAL).in(EXTERNAL_SECRETS);
    TypedFields reference = fields.in("secretStoreRef");
    // One that the schema refused may lack its name.
    return reference
        .text("name")
        .map(
            name ->
                new TokenStore(
                    new Access(reference.text("kind").orElseThrow(), name),
                    fields.text("path").orElseThrow(),
                    fields.text("refreshInterval").orElseThrow(),
                    fields.text("deletionPolicy").orElseThrow()));
  }

  private Optional<KubeconfigFolder> folder() {
    TypedFields fields = discovery.in(CREDENTIAL).in("mounted");
    TypedFields csi = fields.in("csi");
    return fields
        .text("path")
        .map(
            path ->
                new KubeconfigFolder(
                    path,
                    csi.text("driver"),
                    new TreeMap<>(TypedFields.strings(csi.in("volumeAttributes").map()))));
  }

  /** The built-in layer, without the defaults of a store or an issuer that is not written. */
  static YamlMap chosen(YamlMap builtIn, YamlMap written) {
    YamlMap chosen = Layers.map(Layers.map(written, DISCOVERY), CREDENTIAL);
    YamlMap discovery = Layers.map(builtIn, DISCOVERY);
    YamlMap credential = Layers.map(discovery, CREDENTIAL);
    var kept = new LinkedHashMap<>(credential.entries());
    for (String way : List.of(EXTERNAL_SECRETS, ISSUER)) {
      if (Layers.map(chosen, way).entries().isEmpty()) {
        kept.remove(way);
      }
    }
    return with(builtIn, DISCOVERY, with(discovery, CREDENTIAL, map(builtIn, kept)));
  }

  private static YamlMap with(YamlMap map, String key, YamlMap value) {
    var entries = new LinkedHashMap<>(map.entries());
    entries.put(key, new YamlMap.Entry(map.span(), value));
    return map(map, entries);
  }

  private static YamlMap map(YamlMap at, LinkedHashMap<String, YamlMap.Entry> entries) {
    return new YamlMap(at.span(), entries);
  }

  private Group group(YamlMap map) {
    TypedFields group = new TypedFields(map);
    return new Group(
        new Located<>(group.text("name").orElseThrow(), map.get("name").orElseThrow().span()),
        new TreeMap<>(TypedFields.strings(group.in("match").map())),
        recipients.list(group));
  }
}
