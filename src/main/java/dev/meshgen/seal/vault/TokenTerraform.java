package dev.meshgen.seal.vault;

import dev.meshgen.model.TokenIssuer;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.TokensPlan;
import dev.meshgen.seal.vault.TokenPolicy.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Engines, roles and policies for {@code discovery.credential.vaultKubernetes}, for the provider
 * {@code hashicorp/vault} of Terraform and OpenTofu. How each cluster's logins are verified is not
 * part of it: whoever runs Vault has that already.
 */
public final class TokenTerraform {
  private final TokenPolicy policies;
  private final TerraformFile file;

  public TokenTerraform(TokenPolicy policies) {
    this.policies = policies;
    this.file =
        new TerraformFile("discovery.credential.vaultKubernetes of the mesh \"" + mesh() + "\"");
  }

  /** A file with all of it. */
  public String text() {
    variable(
        "kubernetes_hosts",
        "Where Vault reaches the API server of each cluster.",
        List.of("  type        = map(string)"));
    variable(
        "kubernetes_ca_certs",
        "PEM of the authority of each API server.",
        List.of("  type        = map(string)"));
    TokenIssuer.Account account = policies.issuer().account();
    variable(
        "kubernetes_tokens",
        "Token in each cluster of the ServiceAccount "
            + account.namespace()
            + "/"
            + account.name()
            + ". The state of Terraform keeps it.",
        List.of("  type        = map(string)", "  sensitive   = true"));
    policies.read().forEach(this::engine);
    policies.readers().forEach(this::login);
    return file.text();
  }

  private String mesh() {
    return policies.plan().mesh().name();
  }

  private void variable(String name, String description, List<String> type) {
    file.addAll(List.of("variable \"" + name + "\" {", "  description = \"" + description + "\""));
    file.addAll(type);
    file.addAll(List.of("}", ""));
  }

  private void engine(ClusterPlan cluster) {
    String name = cluster.name();
    String resource = resource(name);
    String namespace = policies.plan().mesh().istioNamespace();
    Map<String, String> engine = new LinkedHashMap<>();
    engine.put("path", TerraformFile.quoted(policies.issuer().engine(cluster.cluster())));
    engine.put("kubernetes_host", "var.kubernetes_hosts[" + TerraformFile.quoted(name) + "]");
    engine.put("kubernetes_ca_cert", "var.kubernetes_ca_certs[" + TerraformFile.quoted(name) + "]");
    engine.put("service_account_jwt", "var.kubernetes_tokens[" + TerraformFile.quoted(name) + "]");
    engine.put("disable_local_ca_jwt", "true");
    file.resource("vault_kubernetes_secret_backend", resource, engine);
    String ttl = seconds(policies.issuer().lifetime().ttl().value());
    for (Role role : policies.roles(cluster)) {
      Map<String, String> issuing = new LinkedHashMap<>();
      issuing.put("backend", "vault_kubernetes_secret_backend." + resource + ".path");
      issuing.put("name", TerraformFile.quoted(role.name()));
      issuing.put("allowed_kubernetes_namespaces", "[" + TerraformFile.quoted(namespace) + "]");
      issuing.put("service_account_name", TerraformFile.quoted(role.account()));
      issuing.put("token_default_ttl", ttl);
      issuing.put("token_max_ttl", ttl);
      // No cluster has a name with two dots: "east.2" is another than the second role of "east".
      String later = role.name().substring(policies.issuer().role().length()).replace("-", "__");
      file.resource("vault_kubernetes_secret_backend_role", resource + later, issuing);
    }
  }

  private void login(ClusterPlan cluster) {
    TokensPlan tokens = cluster.tokens().orElseThrow();
    String resource = resource(cluster.name());
    file.policy(
        resource,
        new PolicyNames(mesh()).tokens(cluster.name()),
        policies.reader(cluster).orElseThrow());
    Map<String, String> role = new LinkedHashMap<>();
    role.put("backend", TerraformFile.quoted(tokens.loginMount()));
    role.put("role_name", TerraformFile.quoted(tokens.loginRole()));
    String type = bind(role, tokens.issuer().login());
    role.put("token_policies", "[vault_policy." + resource + ".name]");
    role.put("token_ttl", "600");
    file.resource(type, resource, role);
  }

  /** Whom a role is for, in the words of its kind of role, which is returned. */
  private String bind(Map<String, String> role, TokenIssuer.Login login) {
    String namespace = policies.plan().mesh().istioNamespace();
    return switch (login.method()) {
      case KUBERNETES -> {
        role.put(
            "bound_service_account_names", "[" + TerraformFile.quoted(TokensPlan.ACCOUNT) + "]");
        role.put("bound_service_account_namespaces", "[" + TerraformFile.quoted(namespace) + "]");
        role.put("audience", TerraformFile.quoted(login.audience()));
        yield "vault_kubernetes_auth_backend_role";
      }
      case JWT -> {
        role.put("role_type", TerraformFile.quoted("jwt"));
        role.put("user_claim", TerraformFile.quoted("sub"));
        role.put(
            "bound_subject",
            TerraformFile.quoted("system:serviceaccount:" + namespace + ":" + TokensPlan.ACCOUNT));
        role.put("bound_audiences", "[" + TerraformFile.quoted(login.audience()) + "]");
        yield "vault_jwt_auth_backend_role";
      }
    };
  }

  /** The schema has seen to its form. */
  private static String seconds(String written) {
    long amount = Long.parseLong(written.substring(0, written.length() - 1));
    return String.valueOf(
        switch (written.charAt(written.length() - 1)) {
          case 's' -> amount;
          case 'm' -> amount * 60;
          default -> amount * 3600;
        });
  }

  /** Names of clusters may have dots, and begin with a digit; those of resources do not. */
  private static String resource(String cluster) {
    return "meshgen_tokens_" + cluster.replace('.', '_');
  }
}
