package dev.meshgen.authority.vault;

import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.vault.SecretSource;
import dev.meshgen.vault.VaultClient;
import dev.meshgen.vault.VaultException;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultLogin;
import dev.meshgen.vault.VaultLogin.Method;
import dev.meshgen.vault.VaultPlace;
import dev.meshgen.vault.VaultProblems;
import dev.meshgen.vault.VaultSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The server that a spec names, and the environment where the spec does not. */
final class VaultServer implements SigningServer {
  private static final String ADDRESS = "VAULT_ADDR";
  private static final String NAMESPACE = "VAULT_NAMESPACE";
  private static final String CA_FILE = "VAULT_CACERT";

  private final VaultSettings settings;

  VaultServer(VaultSettings settings) {
    this.settings = settings;
  }

  @Override
  public IntermediateSigner connect(Session session) throws SigningFailed {
    VaultPlace place = place(session);
    VaultProblems problems =
        new VaultProblems(settings.at(), Optional.of(place), VaultPolicy.COMMAND);
    VaultClient client = client(place, session, problems);
    IssuerChain issuer = issuer(client, problems);
    OtherRoot.require(issuer, settings, session);
    try {
      VaultSession open =
          VaultSession.open(client, login(session), session.variables(), session.prompt());
      return new VaultSigner(settings, session, open, issuer, problems);
    } catch (VaultException e) {
      throw SigningFailed.lasting(problems.of(e, "cannot log in to Vault"));
    }
  }

  private static VaultClient client(VaultPlace place, Session session, VaultProblems problems)
      throws SigningFailed {
    try {
      return VaultClient.of(place, session.variables());
    } catch (VaultException e) {
      throw SigningFailed.lasting(problems.of(e, "cannot ask Vault"));
    }
  }

  /** Asked without a token: a server that cannot sign is not told any secret. */
  private IssuerChain issuer(VaultClient client, VaultProblems problems) throws SigningFailed {
    try {
      return IssuerChain.of(client.read(settings.issuerPath()));
    } catch (VaultException e) {
      // Every PKI engine shows it to anybody. What does not is another engine, or none.
      VaultException found =
          e.kind() == Kind.DENIED || e.kind() == Kind.REFUSED ? e.as(Kind.MISSING) : e;
      throw SigningFailed.lasting(problems.of(found, "cannot read the issuer's certificates"));
    }
  }

  private VaultPlace place(Session session) throws SigningFailed {
    Map<String, String> variables = session.variables();
    Optional<String> address = settings.address().or(() -> variable(variables, ADDRESS));
    if (address.isEmpty()) {
      throw setting("the address of Vault is missing");
    }
    Optional<String> problem = VaultPlace.problem(address.get());
    if (problem.isPresent()) {
      // That of the spec has been judged, and one in the environment may hold a login.
      throw setting(ADDRESS + " " + problem.get());
    }
    return new VaultPlace(
        ServerAddress.parse(address.get()).orElseThrow(),
        settings.namespace().or(() -> variable(variables, NAMESPACE)),
        settings
            .caFile()
            .map(written -> file(session, written))
            .or(() -> variable(variables, CA_FILE).map(session.folder()::resolve)));
  }

  private SigningFailed setting(String words) {
    return SigningFailed.lasting(
        Diagnostic.of(Code.VAULT_SETTING, settings.at(), words)
            .expecting("the address of a server with HTTPS")
            .hinting("set `address`, or " + ADDRESS + " in the environment"));
  }

  private static Optional<String> variable(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private VaultLogin login(Session session) {
    VaultSettings.Login login = settings.login();
    Method method = method(login.kind());
    Optional<Path> file = login.file().map(written -> file(session, written));
    if (method == Method.TOKEN && file.isEmpty() && login.variable().isEmpty()) {
      return new VaultLogin(
          method,
          "",
          Optional.empty(),
          new SecretSource(
              "the token", Optional.of("VAULT_TOKEN"), home(session).map(VaultServer::tokenFile)));
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

  private static Optional<Path> home(Session session) {
    return variable(session.variables(), "HOME")
        .or(() -> variable(session.variables(), "USERPROFILE"))
        .map(Path::of);
  }

  /** What a spec writes is relative to where the command runs, or to the home of who runs it. */
  private static Path file(Session session, String written) {
    return written.startsWith("~/")
        ? home(session).orElse(session.folder()).resolve(written.substring(2))
        : session.folder().resolve(written);
  }
}
