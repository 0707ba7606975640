package dev.meshgen.authority.vault;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other tools want the whole path that signs, as cert-manager's issuer does; here it is put
 * together.
 */
final class MountNotPath implements Rule {
  /** What follows a mount in the PKI engine's API. */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "^(?:v1/)?(.*?)/(?:root|issuer/([^/]+)|intermediate|sign|issue|roles)(?:/.*)?$");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    String mount = VaultSettings.of(mesh).mount();
    Span at = mesh.trust().authority().settings().at("mount");
    Matcher endpoint = ENDPOINT.matcher(mount);
    if (endpoint.matches()) {
      Optional<String> issuer = Optional.ofNullable(endpoint.group(2));
      report.add(
          found(at, mount)
              .hinting(
                  "write `mount: "
                      + endpoint.group(1)
                      + "`"
                      + issuer.map(name -> " and `issuer: " + name + "`").orElse("")));
    } else if (List.of("v1", "sys", "auth").contains(mount.split("/", -1)[0])) {
      report.add(
          found(at, mount)
              .hinting("write the path shown by `vault secrets list` for the engine of type pki"));
    }
  }

  private static Diagnostic found(Span at, String mount) {
    return Diagnostic.of(
            Code.VAULT_MOUNT, at, "\"" + mount + "\" is a path of Vault's API, not a mount")
        .expecting("the mount of the PKI engine, such as pki");
  }
}
