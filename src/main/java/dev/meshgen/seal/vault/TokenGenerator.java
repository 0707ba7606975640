package dev.meshgen.seal.vault;

import static dev.meshgen.seal.vault.ExternalSecret.map;

import dev.meshgen.model.TokenIssuer;
import dev.meshgen.plan.TokensPlan;
import dev.meshgen.plan.TokensPlan.Issued;
import dev.meshgen.seal.SecretManifest;
import java.util.List;
import java.util.Map;

/**
 * An object with which External Secrets has Vault's Kubernetes secrets engine issue a token. It
 * logs in by itself: a generator knows no store. Defaults are written out, as for an {@link
 * ExternalSecret}.
 */
public final class TokenGenerator {
  /** Its kind. */
  public static final String KIND = "VaultDynamicSecret";

  /** Where the token is in what the engine answers. */
  public static final String TOKEN = "service_account_token";

  private TokenGenerator() {}

  /**
   * The object.
   *
   * @param head the Secret that the token ends up in, whose name it shares
   * @param namespace of the account whose token it is
   */
  public static Map<String, Object> of(
      SecretManifest head, String namespace, TokensPlan tokens, Issued token) {
    Map<String, Object> spec = map("path", token.path(), "method", "POST");
    spec.put(
        "parameters",
        map("kubernetes_namespace", namespace, "ttl", tokens.issuer().lifetime().ttl().value()));
    spec.put("resultType", "Data");
    spec.put("allowEmptyResponse", false);
    spec.put("provider", provider(tokens));
    return ExternalSecret.object(ExternalSecret.GENERATORS, KIND, head, spec);
  }

  private static Map<String, Object> provider(TokensPlan tokens) {
    TokenIssuer.Server server = tokens.issuer().server();
    Map<String, Object> provider = map("server", server.address());
    server.namespace().ifPresent(name -> provider.put("namespace", name));
    server.caData().ifPresent(data -> provider.put("caBundle", data.strip()));
    provider.put("version", "v2");
    provider.put("auth", login(tokens));
    return provider;
  }

  private static Map<String, Object> login(TokensPlan tokens) {
    TokenIssuer.Login login = tokens.issuer().login();
    Map<String, Object> account =
        map("name", TokensPlan.ACCOUNT, "audiences", List.of(login.audience()));
    return switch (login.method()) {
      case KUBERNETES ->
          map(
              "kubernetes",
              map(
                  "mountPath",
                  tokens.loginMount(),
                  "role",
                  tokens.loginRole(),
                  "serviceAccountRef",
                  account));
      case JWT ->
          map(
              "jwt",
              map(
                  "path",
                  tokens.loginMount(),
                  "role",
                  tokens.loginRole(),
                  "kubernetesServiceAccountToken",
                  map("serviceAccountRef", account)));
    };
  }
}
