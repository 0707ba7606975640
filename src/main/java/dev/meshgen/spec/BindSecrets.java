package dev.meshgen.spec;

import dev.meshgen.model.Origins;
import dev.meshgen.model.SealScope;
import dev.meshgen.model.StoreReader;
import dev.meshgen.model.StoreReader.Access;
import dev.meshgen.model.VaultStore;
import dev.meshgen.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the ways in which secrets travel beside SOPS, of {@code Mesh.spec.secrets}. */
final class BindSecrets {
  static final String SECRETS = "secrets";
  static final String VAULT = "vault";
  static final String SEALED_SECRETS = "sealedSecrets";
  private static final String EXTERNAL_SECRETS = "externalSecrets";
  private static final String CONNECTION = "connection";
  private static final String LOGIN = "login";
  private static final String SOPS = "sops";
  private static final String OPERATOR = "vaultSecretsOperator";

  private BindSecrets() {}

  /** The built-in layer, without the defaults of what is not written. */
  static YamlMap chosen(YamlMap builtIn, YamlMap written) {
    YamlMap secrets = Layers.map(builtIn, SECRETS);
    var kept = new LinkedHashMap<>(secrets.entries());
    YamlMap vault = Layers.map(Layers.map(written, SECRETS), VAULT);
    kept.remove(VAULT);
    if (!vault.entries().isEmpty()) {
      var fields = new LinkedHashMap<>(Layers.map(secrets, VAULT).entries());
      for (String reader : List.of(EXTERNAL_SECRETS, OPERATOR)) {
        YamlMap own = Layers.map(vault, reader);
        if (vault.get(reader).isEmpty()) {
          fields.remove(reader);
        } else if (own.get(CONNECTION).isEmpty()) {
          var without =
              new LinkedHashMap<>(Layers.map(Layers.map(secrets, VAULT), reader).entries());
          without.remove(CONNECTION);
          fields.put(
              reader, new YamlMap.Entry(secrets.span(), new YamlMap(secrets.span(), without)));
        }
      }
      YamlMap defaults = withLogin(new YamlMap(secrets.span(), fields), vault);
      kept.put(VAULT, new YamlMap.Entry(secrets.span(), defaults));
    }
    chooseTransit(secrets, Layers.map(Layers.map(written, SECRETS), SOPS), kept);
    if (Layers.map(written, SECRETS).get(SEALED_SECRETS).isEmpty()) {
      kept.remove(SEALED_SECRETS);
    }
    var entries = new LinkedHashMap<>(builtIn.entries());
    entries.put(SECRETS, new YamlMap.Entry(builtIn.span(), new YamlMap(builtIn.span(), kept)));
    return new YamlMap(builtIn.span(), entries);
  }

  private static void chooseTransit(
      YamlMap secrets, YamlMap written, Map<String, YamlMap.Entry> kept) {
    YamlMap sops = Layers.map(secrets, SOPS);
    YamlMap access = Layers.map(sops, BindRecipients.TRANSIT);
    if (access.entries().isEmpty()) {
      return;
    }
    var fields = new LinkedHashMap<>(sops.entries());
    fields.remove(BindRecipients.TRANSIT);
    if (written.get(BindRecipients.TRANSIT).isPresent()) {
      YamlMap defaults = withLogin(access, Layers.map(written, BindRecipients.TRANSIT));
      fields.put(BindRecipients.TRANSIT, new YamlMap.Entry(access.span(), defaults));
    }
    kept.put(SOPS, new YamlMap.Entry(sops.span(), new YamlMap(sops.span(), fields)));
  }

  /** The defaults of a server, of whose kinds of login only that stays which is written. */
  static YamlMap withLogin(YamlMap defaults, YamlMap written) {
    YamlMap logins = Layers.map(defaults, LOGIN);
    if (logins.entries().isEmpty()) {
      return defaults;
    }
    var kept = new LinkedHashMap<>(logins.entries());
    kept.keySet().retainAll(Layers.map(written, LOGIN).entries().keySet());
    var fields = new LinkedHashMap<>(defaults.entries());
    fields.remove(LOGIN);
    if (!kept.isEmpty()) {
      fields.put(LOGIN, new YamlMap.Entry(logins.span(), new YamlMap(logins.span(), kept)));
    }
    return new YamlMap(defaults.span(), fields);
  }

  /** Empty if secrets travel in another way. */
  static Optional<VaultStore> bind(TypedFields secrets) {
    if (!secrets.has(VAULT)) {
      return Optional.empty();
    }
    TypedFields vault = secrets.in(VAULT);
    return Optional.of(
        new VaultStore(
            vault.text("mount").orElseThrow(),
            vault.text("path").orElseThrow(),
            vault.has(EXTERNAL_SECRETS)
                ? externalSecrets(vault.in(EXTERNAL_SECRETS))
                : operator(vault.in(OPERATOR)),
            new Origins(vault.map(), secrets.map().entries().get(VAULT).keySpan())));
  }

  /** Empty if secrets travel in another way. */
  static Optional<SealScope> sealedSecrets(TypedFields secrets) {
    return secrets.in(SEALED_SECRETS).text("scope").map(SealScope::of);
  }

  private static StoreReader externalSecrets(TypedFields fields) {
    TypedFields store = fields.in("secretStoreRef");
    return new StoreReader(
        StoreReader.Kind.EXTERNAL_SECRETS,
        fields.text("refreshInterval").orElseThrow(),
        Optional.of(new Access(store.text("kind").orElseThrow(), store.text("name").orElseThrow())),
        connection(fields));
  }

  private static Optional<StoreReader.Connection> connection(TypedFields reader) {
    TypedFields fields = reader.in(CONNECTION);
    return reader.has(CONNECTION)
        ? Optional.of(
            new StoreReader.Connection(
                fields.text("server"), fields.text("mount").orElseThrow(), fields.text("caSecret")))
        : Optional.empty();
  }

  private static StoreReader operator(TypedFields fields) {
    return new StoreReader(
        StoreReader.Kind.VAULT_SECRETS_OPERATOR,
        fields.text("refreshAfter").orElseThrow(),
        fields.text("vaultAuthRef").map(name -> new Access("VaultAuth", name)),
        connection(fields));
  }
}
