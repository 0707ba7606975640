package dev.meshgen.authority.vault;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Origins;
import dev.meshgen.spec.TypedFields;
import java.util.List;
import java.util.Optional;

/**
 * What a spec says of Vault.
 *
 * @param at where it says it
 * @param address of the server; without, the environment has it
 * @param namespace that the mount is in; without, the environment may have one
 * @param caFile as written
 * @param mount of the PKI engine
 * @param issuer in that mount; without, its default one
 * @param login how a token is had
 */
record VaultSettings(
    Span at,
    Optional<String> address,
    Optional<String> namespace,
    Optional<String> caFile,
    String mount,
    Optional<String> issuer,
    Login login) {

  /**
   * How a token is had.
   *
   * @param kind name in the spec
   * @param mount of the method, if the token is had by a login
   * @param role its name, or its {@code role_id}, if so
   * @param variable of the environment with the secret
   * @param file with the secret, as written
   */
  record Login(
      String kind,
      Optional<String> mount,
      Optional<String> role,
      Optional<String> variable,
      Optional<String> file) {}

  /** The kinds of login, the usual one first. */
  private static final List<String> KINDS = List.of("token", "appRole", "jwt", "kubernetes");

  static VaultSettings of(Mesh mesh) {
    Origins origins = mesh.trust().authority().settings();
    TypedFields settings = new TypedFields(origins.root());
    return new VaultSettings(
        mesh.origins().at("spec", "trust", "authority", "vault"),
        settings.text("address"),
        settings.text("namespace"),
        settings.text("caFile"),
        settings.text("mount").orElseThrow(),
        settings.text("issuer"),
        login(origins, settings.in("login")));
  }

  /** Those that are not written are there, too: with the defaults of their fields. */
  private static Login login(Origins origins, TypedFields login) {
    String kind =
        KINDS.stream()
            .filter(each -> origins.isWritten("login", each))
            .findFirst()
            .orElse(KINDS.get(0));
    TypedFields fields = login.in(kind);
    return new Login(
        kind,
        fields.text("mount"),
        fields.text("role").or(() -> fields.text("roleId")),
        fields.text("env"),
        fields.text("file"));
  }

  /** Of the issuer, without an ending slash; the mount's default one has paths of its own. */
  String signPath() {
    return issuer.map(name -> mount + "/issuer/" + name).orElse(mount + "/root")
        + "/sign-intermediate";
  }

  /** Where its certificate and those above it can be read, by anybody. */
  String issuerPath() {
    return mount + "/issuer/" + issuer.orElse("default") + "/json";
  }

  /** Below {@code /v1}; empty for a token that is there. */
  Optional<String> loginPath() {
    return login.mount().map(where -> "auth/" + where + "/login");
  }
}
