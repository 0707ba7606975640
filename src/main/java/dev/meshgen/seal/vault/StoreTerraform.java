package dev.meshgen.seal.vault;

import dev.meshgen.model.StoreReader;
import dev.meshgen.plan.ClusterPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mount, policies and roles for the provider {@code hashicorp/vault} of Terraform and OpenTofu. How
 * each cluster's tokens are verified is not part of it: whoever runs Vault has that already.
 */
public final class StoreTerraform {
  private final StorePolicy policies;

  public StoreTerraform(StorePolicy policies) {
    this.policies = policies;
  }

  /** A file with all of it. */
  public String text() {
    List<ClusterPlan> readers =
        policies.plan().clusters().stream().filter(policies::isReader).toList();
    List<String> lines = new ArrayList<>();
    lines.add("# What Vault needs for secrets.vault of the mesh \"" + mesh() + "\".");
    lines.add("");
    lines.add("variable \"kubernetes_auth_backends\" {");
    lines.add("  description = \"Where the Kubernetes method of each cluster is mounted.\"");
    lines.add("  type        = map(string)");
    lines.add("  default = {");
    readers.forEach(
        each -> lines.add("    \"" + each.name() + "\" = \"" + method(each.name()) + "\""));
    lines.add("  }");
    lines.add("}");
    lines.add("");
    lines.add("variable \"reader_service_account\" {");
    lines.add("  description = \"ServiceAccount that fetches secrets, in every cluster.\"");
    lines.add("  type        = object({ name = string, namespace = string })");
    connection()
        .ifPresent(
            found ->
                lines.add(
                    "  default     = { name = \""
                        + StoreReader.Connection.ACCOUNT
                        + "\", namespace = \""
                        + policies.plan().mesh().istioNamespace()
                        + "\" }"));
    lines.add("}");
    lines.add("");
    lines.add("# Remove this block if the mount exists.");
    lines.add("resource \"vault_mount\" \"meshgen\" {");
    lines.add("  path    = \"" + policies.store().mount() + "\"");
    lines.add("  type    = \"kv\"");
    lines.add("  options = { version = \"2\" }");
    lines.add("}");
    lines.add("");
    policy(lines, "publish", policies.publisher());
    readers.forEach(each -> policy(lines, each.name(), policies.reader(each)));
    readers.forEach(each -> role(lines, each.name()));
    lines.remove(lines.size() - 1);
    return String.join("\n", lines) + "\n";
  }

  private Optional<StoreReader.Connection> connection() {
    return policies.store().reader().connection();
  }

  private String method(String cluster) {
    return connection().map(each -> each.mountOf(cluster)).orElse("kubernetes/" + cluster);
  }

  private String mesh() {
    return policies.plan().mesh().name();
  }

  private void policy(List<String> lines, String suffix, String text) {
    lines.add("resource \"vault_policy\" \"" + resource(suffix) + "\" {");
    lines.add("  name   = \"" + policies.name(suffix) + "\"");
    lines.add("  policy = <<-EOT");
    text.lines().forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
    lines.add("  EOT");
    lines.add("}");
    lines.add("");
  }

  private void role(List<String> lines, String cluster) {
    String resource = resource(cluster);
    lines.add("resource \"vault_kubernetes_auth_backend_role\" \"" + resource + "\" {");
    lines.add(
        "  backend                          = var.kubernetes_auth_backends[\"" + cluster + "\"]");
    lines.add("  role_name                        = \"" + policies.name(cluster) + "\"");
    lines.add("  bound_service_account_names      = [var.reader_service_account.name]");
    lines.add("  bound_service_account_namespaces = [var.reader_service_account.namespace]");
    lines.add("  audience                         = \"vault\"");
    lines.add("  token_policies                   = [vault_policy." + resource + ".name]");
    lines.add("  token_ttl                        = 600");
    lines.add("}");
    lines.add("");
  }

  /** Names of clusters may have dots, and begin with a digit; those of resources do not. */
  private static String resource(String suffix) {
    return "meshgen_" + suffix.replace('.', '_');
  }
}
