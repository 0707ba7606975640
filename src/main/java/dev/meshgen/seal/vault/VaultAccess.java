package dev.meshgen.seal.vault;

import dev.meshgen.bytes.SecretPrompt;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Origins;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.spec.TypedFields;
import dev.meshgen.vault.SecretSource;
import dev.meshgen.vault.VaultClient;
import dev.meshgen.vault.VaultException;
import dev.meshgen.vault.VaultLogin;
import dev.meshgen.vault.VaultLogin.Method;
import dev.meshgen.vault.VaultPlace;
import dev.meshgen.vault.VaultProblems;
import dev.meshgen.vault.VaultSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a spec says that a server is reached, and the environment where the spec does not.
 *
 * @param at where it says it
 * @param address of the server; without, the environment has it
 * @param namespace that mounts are in; without, the environment may have one
 * @param caFile as written
 * @param login how a token is had
 */
public record VaultAccess(
    Span at,
    Optional<String> address,
    Optional<String> namespace,
    Optional<String> caFile,
    Login login) {
  /** Prints what a token has to be allowed. */
  public static final String POLICY_COMMAND = "meshgen trust policy";

  private static final String ADDRESS = "VAULT_ADDR";
  private static final String NAMESPACE = "VAULT_NAMESPACE";
  private static final String CA_FILE = "VAULT_CACERT";

  /** The kinds of login, the usual one first. */
  private static final List<String> KINDS = List.of("token", "appRole", "jwt", "kubernetes");

  /**
   * How a token is had.
   *
   * @param kind name in the spec
   * @param mount of the method, if the token is had by a login
   * @param role its name, or its {@code role_id}, if so
   * @param variable of the environment with the secret
   * @param file with the secret, as written
   */
  public record Login(
      String kind,
      Optional<String> mount,
      Optional<String> role,
      Optional<String> variable,
      Optional<String> file) {}

  /**
   * What a command has at hand.
   *
   * @param variables of the environment
   * @param folder to which paths in the spec and in variables are relative
   * @param prompt asked for a token that is nowhere else
   */
  public record Surroundings(Map<String, String> variables, Path folder, SecretPrompt prompt) {}

  /**
   * What a mapping of a spec says.
   *
   * @param at where it is written
   */
  public static VaultAccess of(Span at, Origins origins) {
    TypedFields settings = new TypedFields(origins.root());
    return new VaultAccess(
        at,
        settings.text("address"),
        settings.text("namespace"),
        settings.text("caFile"),
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

  /** Below {@code /v1}; empty for a token that is there. */
  public Optional<String> loginPath() {
    return login.mount().map(where -> "auth/" + where + "/login");
  }

  /** {@link Code#VAULT_ADDRESS}, if the address that is written would betray a token. */
  public Optional<Diagnostic> addressProblem(Span written) {
    return address
        .flatMap(VaultPlace::problem)
        .map(
            problem ->
                Diagnostic.of(Code.VAULT_ADDRESS, written, "\"" + address.get() + "\" " + problem)
                    .expecting("scheme, host and port of an HTTPS server")
                    .hinting(
                        "write it as https://vault.example.com:8200; http:// is for a server on"
                            + " this machine"));
  }

  /** Where the server is; asks no one. */
  public VaultPlace place(Surroundings around) throws VaultFailed {
    Map<String, String> variables = around.variables();
    Optional<String> found = address.or(() -> variable(variables, ADDRESS));
    if (found.isEmpty()) {
      throw setting("the address of Vault is missing");
    }
    Optional<String> problem = VaultPlace.problem(found.get());
    if (problem.isPresent()) {
      // That of the spec has been judged, and one in the environment may hold a login.
      throw setting(ADDRESS + " " + problem.get());
    }
    return new VaultPlace(
        ServerAddress.parse(found.get()).orElseThrow(),
        namespace.or(() -> variable(variables, NAMESPACE)),
        caFile
            .map(written -> file(around, written))
            .or(() -> variable(variables, CA_FILE).map(around.folder()::resolve)));
  }

  /** What a user is told of requests to the server. */
  public VaultProblems problems(VaultPlace place) {
    return new VaultProblems(at, Optional.of(place), POLICY_COMMAND);
  }

  /** A client without a token, which has not asked anything yet. */
  public VaultClient client(VaultPlace place, Surroundings around) throws VaultFailed {
    try {
      return VaultClient.of(place, around.variables());
    } catch (VaultException e) {
      throw new VaultFailed(problems(place).of(e, "cannot ask Vault"));
    }
  }

  /** Logs in, or asks for a token where somebody is there to type one. */
  public VaultSession open(VaultClient client, Surroundings around) throws VaultException {
    return VaultSession.open(client, login(around), around.variables(), around.prompt());
  }

  private VaultFailed setting(String words) {
    return new VaultFailed(
        Diagnostic.of(Code.VAULT_SETTING, at, words)
            .expecting("the address of an HTTPS server")
            .hinting("set `address`, or " + ADDRESS + " in the environment"));
  }

  private static Optional<String> variable(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** How the client gets a token. */
  private VaultLogin login(Surroundings around) {
    Method method = method(login.kind());
    Optional<Path> file = login.file().map(written -> file(around, written));
    if (method == Method.TOKEN && file.isEmpty() && login.variable().isEmpty()) {
      return new VaultLogin(
          method,
          "",
          Optional.empty(),
          new SecretSource(
              "the token", Optional.of("VAULT_TOKEN"), home(around).map(VaultAccess::tokenFile)));
    }
    return new VaultLogin(
        method,
        login.mount().orElse(""),
        login.role(),
        new SecretSource(
            what(method), file.isPresent() ? Optional.empty() : login.variable(), file));
  }

  private static Method method(String kind) {
    return switch (kind) {
      case "appRole" -> Method.APP_ROLE;
      case "jwt" -> Method.JWT;
      case "kubernetes" -> Method.KUBERNETES;
      default -> Method.TOKEN;
    };
  }

  private static String what(Method method) {
    return switch (method) {
      case APP_ROLE -> "the secret ID of the role";
      case JWT -> "the JWT";
      case KUBERNETES -> "the token of the ServiceAccount";
      case TOKEN -> "the token";
    };
  }

  /** Where {@code vault login} leaves it. */
  private static Path tokenFile(Path home) {
    return home.resolve(".vault-token");
  }

  private static Optional<Path> home(Surroundings around) {
    return variable(around.variables(), "HOME")
        .or(() -> variable(around.variables(), "USERPROFILE"))
        .map(Path::of);
  }

  /** What a spec writes is relative to where the command runs, or to the home of who runs it. */
  private static Path file(Surroundings around, String written) {
    return written.startsWith("~/")
        ? home(around).orElse(around.folder()).resolve(written.substring(2))
        : around.folder().resolve(written);
  }

  /** What has to be said in a policy of how its token is had. */
  public List<String> policyOfLogin() {
    String mount = login.mount().orElse("");
    String role = login.role().orElse("");
    return switch (login.kind()) {
      case "appRole" ->
          List.of(
              "# The AppRole with the role_id "
                  + role
                  + " at auth/"
                  + mount
                  + ": token_policies names this policy;",
              "# token_ttl=10m is enough, and bind_secret_id stays true.");
      case "jwt" ->
          List.of(
              "# The role " + role + " at auth/" + mount + ": token_policies names this policy;",
              "# token_ttl=10m is enough. Bind the CI system's claims on the repository and the",
              "# branch (bound_claims), and bound_audiences.");
      case "kubernetes" ->
          List.of(
              "# The role " + role + " at auth/" + mount + ": token_policies names this policy;",
              "# token_ttl=10m is enough. Bind the ServiceAccount and its namespace.");
      default -> policyOfUser();
    };
  }

  /** The same of a token that nothing logs in for. */
  public static List<String> policyOfUser() {
    return List.of(
        "# The token is the user's: `vault token create -policy=NAME -ttl=10m` creates one.");
  }
}
