package dev.meshgen.spec;

import dev.meshgen.model.Located;
import dev.meshgen.model.TokenIssuer;
import dev.meshgen.model.TokenIssuer.Account;
import dev.meshgen.model.TokenIssuer.Lifetime;
import dev.meshgen.model.TokenIssuer.Login;
import dev.meshgen.model.TokenIssuer.Method;
import dev.meshgen.model.TokenIssuer.Mounts;
import dev.meshgen.model.TokenIssuer.Server;
import java.util.Locale;
import java.util.Optional;

/** Binds {@code discovery.credential.vaultKubernetes}, of the mesh and of a cluster. */
final class BindIssuer {
  private static final String MOUNT = "mount";

  private final TypedFields fields;

  BindIssuer(TypedFields fields) {
    this.fields = fields;
  }

  /** Empty where none is written; one that the schema refused may lack its address. */
  Optional<TokenIssuer> bind() {
    return fields
        .text("address")
        .map(
            address ->
                new TokenIssuer(
                    new Server(address, fields.text("namespace"), fields.text("caData")),
                    text(fields, MOUNT),
                    text(fields, "role"),
                    login(fields.in("login")),
                    new Lifetime(written("ttl"), written("refreshInterval")),
                    account(fields.in("serviceAccount"))));
  }

  /** Those of a cluster. */
  Mounts mounts() {
    return new Mounts(fields.text(MOUNT), fields.text("loginMount"));
  }

  private Located<String> written(String field) {
    return fields.located(field);
  }

  private static Login login(TypedFields login) {
    return new Login(
        Method.valueOf(text(login, "method").toUpperCase(Locale.ROOT)),
        text(login, MOUNT),
        text(login, "audience"));
  }

  private static Account account(TypedFields account) {
    return new Account(text(account, "name"), text(account, "namespace"));
  }

  private static String text(TypedFields fields, String field) {
    return fields.text(field).orElseThrow();
  }
}
