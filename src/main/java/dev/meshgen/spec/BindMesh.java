package dev.meshgen.spec;

import dev.meshgen.model.Acknowledgement;
import dev.meshgen.model.Ambient;
import dev.meshgen.model.Approval;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterOverride;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.KeyKind;
import dev.meshgen.model.Located;
import dev.meshgen.model.LockSigner;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Mtls;
import dev.meshgen.model.Origins;
import dev.meshgen.model.SigningAuthority;
import dev.meshgen.model.Trust;
import dev.meshgen.model.Validity;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Binds the Mesh document, defaults of its schema merged under it. */
final class BindMesh {
  private static final String TRUST = "trust";
  private static final String AUTHORITY = "authority";

  private final YamlMap document;
  private final BindRecipients recipients;
  private final SigningAuthority authority;
  private final TypedFields spec;
  private final Defaults defaults;
  private final List<Delivery> deliveries;
  private final String name;

  BindMesh(Schemas schemas, YamlMap document, List<Delivery> deliveries) {
    this.document = document;
    this.recipients = new BindRecipients(schemas);
    this.name = new TypedFields(Layers.map(document, "metadata")).text("name").orElseThrow();
    this.defaults = new Defaults(schemas.fields("Mesh").fields().get("spec"));
    YamlMap builtIn = defaults.in(name);
    YamlMap written = Layers.map(document, "spec");
    this.deliveries = deliveries;
    this.authority = authority(builtIn, written);
    // The defaults of clusterDefaults are a cluster's built-in layer; here they would be above it.
    this.spec =
        new TypedFields(
            Layers.merge(
                List.of(
                    new SettingsLayer(
                        "built-in",
                        BindDiscovery.chosen(
                            BindSecrets.chosen(
                                without(builtIn, "clusterDefaults", "delivery"), written),
                            written)),
                    new SettingsLayer("Mesh.spec", written))));
  }

  /** The document with the schema's defaults, and without the layers that clusters have merged. */
  YamlMap resolved() {
    var entries = new LinkedHashMap<>(document.entries());
    YamlMap merged =
        with(
            without(spec.map(), "clusterDefaults", "clusterOverrides"),
            TRUST,
            with(
                Layers.map(spec.map(), TRUST),
                AUTHORITY,
                Layers.mapOf(authority.kind(), authority.settings().root())));
    entries.put("spec", new YamlMap.Entry(document.span(), merged));
    return new YamlMap(document.span(), entries);
  }

  String clusterDomain() {
    return spec.text("clusterDomain").orElseThrow();
  }

  Mesh bind(List<ClusterOverride> overrides, List<Cluster> clusters) {
    return new Mesh(
        new Mesh.Identity(
            name,
            spec.text("trustDomain").orElseThrow(),
            clusterDomain(),
            spec.in("istio").text("namespace").orElseThrow()),
        security(),
        ambient(spec.in("istio").in("ambient")),
        new BindDiscovery(spec.in(BindDiscovery.DISCOVERY), recipients).bind(),
        deliveries,
        new Mesh.Review(acknowledged(), approvals()),
        overrides,
        clusters,
        new Origins(document, Layers.map(document, "metadata").get("name").orElseThrow().span()));
  }

  private Mesh.Security security() {
    TypedFields trust = spec.in("trust");
    TypedFields security = spec.in("security");
    return new Mesh.Security(
        new Trust(
            authority,
            profile(trust.in("root")),
            profile(trust.in("intermediate")),
            trust.entries("signers", "name", "key").stream()
                .map(
                    entry -> new LockSigner(entry.text("name").orElseThrow(), entry.located("key")))
                .toList()),
        recipients.bind(spec.in(BindSecrets.SECRETS)),
        BindSecrets.bind(spec.in(BindSecrets.SECRETS)),
        BindSecrets.sealedSecrets(spec.in(BindSecrets.SECRETS)),
        Mtls.valueOf(security.text("mtls").orElseThrow().toUpperCase(Locale.ROOT)),
        security.flag("networkPolicy").orElseThrow());
  }

  private Ambient ambient(TypedFields ambient) {
    TypedFields services = ambient.in("globalServices");
    YamlMap labels =
        services.has("matchLabels")
            ? services.in("matchLabels").map()
            : defaults.entries("istio", "ambient", "globalServices", "matchLabels");
    return new Ambient(ambient.flag("multiNetwork"), new TreeMap<>(TypedFields.strings(labels)));
  }

  private List<Acknowledgement> acknowledged() {
    List<Acknowledgement> found = new ArrayList<>();
    for (TypedFields entry : spec.entries("acknowledge", "code", "reason", "until")) {
      found.add(
          new Acknowledgement(
              entry.located("code"),
              entry.list("clusters"),
              entry.text("reason").orElseThrow(),
              entry.located("until")));
    }
    return found;
  }

  private List<Approval> approvals() {
    return spec.entries("approvals", "changes").stream()
        .map(
            entry ->
                new Approval(
                    values(entry, "changes"), values(entry, "owners"), entry.text("label")))
        .toList();
  }

  private static List<String> values(TypedFields entry, String key) {
    return entry.list(key).stream().map(Located::value).toList();
  }

  /**
   * The authority that the spec names, or the schema's default: without those of the others, as the
   * defaults of a mapping of which one key is chosen have all of them.
   */
  private SigningAuthority authority(YamlMap builtIn, YamlMap written) {
    YamlMap chosen = Layers.map(Layers.map(written, TRUST), AUTHORITY);
    if (chosen.entries().isEmpty()) {
      chosen = defaults.entries(TRUST, AUTHORITY);
    }
    String kind = chosen.entries().keySet().iterator().next();
    YamlMap settings =
        Layers.merge(
            List.of(
                new SettingsLayer(
                    "built-in",
                    BindSecrets.withLogin(
                        Layers.map(Layers.map(Layers.map(builtIn, TRUST), AUTHORITY), kind),
                        Layers.map(chosen, kind))),
                new SettingsLayer("Mesh.spec", Layers.map(chosen, kind))));
    return new SigningAuthority(kind, new Origins(settings, chosen.entries().get(kind).keySpan()));
  }

  private static Trust.KeyProfile profile(TypedFields profile) {
    return new Trust.KeyProfile(
        KeyKind.of(profile.text("key").orElseThrow()).orElseThrow(),
        Validity.parse(profile.text("validity").orElseThrow()).orElseThrow());
  }

  private static YamlMap with(YamlMap map, String key, YamlMap value) {
    var entries = new LinkedHashMap<>(map.entries());
    entries.put(key, new YamlMap.Entry(value.span(), value));
    return new YamlMap(map.span(), entries);
  }

  private static YamlMap without(YamlMap map, String... keys) {
    var entries = new LinkedHashMap<>(map.entries());
    for (String key : keys) {
      entries.remove(key);
    }
    return new YamlMap(map.span(), entries);
  }
}
