package dev.meshgen.seal.vault;

import dev.meshgen.model.StoreReader;
import dev.meshgen.plan.ClusterPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mount, policies and roles for the provider {@code hashicorp/vault} of Terraform and OpenTofu. How
 * each cluster's tokens are verified is not part of it: whoever runs Vault has that already.
 */
public final class StoreTerraform {
  private static final String PUBLISH = "publish";

  /** Policies of meshgen itself, whatever clusters are called. */
  private static final Set<String> OWN = Set.of(PUBLISH, "sign", "seal");

  private final StorePolicy policies;

  public StoreTerraform(StorePolicy policies) {
    this.policies = policies;
  }

  /** A file with all of it. */
  public String text() {
    List<ClusterPlan> readers =
        policies.plan().clusters().stream().filter(policies::isReader).toList();
    TerraformFile file = new TerraformFile("secrets.vault of the mesh \"" + mesh() + "\"");
    file.addAll(variables(readers));
    file.comment("Remove this block if the mount exists.");
    Map<String, String> mount = new LinkedHashMap<>();
    mount.put("path", TerraformFile.quoted(policies.store().mount()));
    mount.put("type", TerraformFile.quoted("kv"));
    mount.put("options", "{ version = \"2\" }");
    file.resource("vault_mount", "meshgen", mount);
    PolicyNames names = new PolicyNames(mesh());
    file.policy("meshgen_" + PUBLISH, names.publisher(), policies.publisher());
    for (ClusterPlan each : readers) {
      file.policy(resource(each.name()), names.secrets(each.name()), policies.reader(each));
    }
    readers.forEach(each -> role(file, each.name()));
    return file.text();
  }

  private List<String> variables(List<ClusterPlan> readers) {
    List<String> lines = new ArrayList<>();
    lines.add("variable \"kubernetes_auth_backends\" {");
    lines.add("  description = \"Where the Kubernetes method of each cluster is mounted.\"");
    lines.add("  type        = map(string)");
    lines.add("  default = {");
    readers.forEach(
        each -> lines.add("    \"" + each.name() + "\" = \"" + method(each.name()) + "\""));
    lines.addAll(List.of("  }", "}", ""));
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
    lines.addAll(List.of("}", ""));
    return lines;
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

  private void role(TerraformFile file, String cluster) {
    String resource = resource(cluster);
    Map<String, String> role = new LinkedHashMap<>();
    role.put("backend", "var.kubernetes_auth_backends[\"" + cluster + "\"]");
    role.put("role_name", TerraformFile.quoted(policies.role(cluster)));
    role.put("bound_service_account_names", "[var.reader_service_account.name]");
    role.put("bound_service_account_namespaces", "[var.reader_service_account.namespace]");
    role.put("audience", TerraformFile.quoted("vault"));
    role.put("token_policies", "[vault_policy." + resource + ".name]");
    role.put("token_ttl", "600");
    file.resource("vault_kubernetes_auth_backend_role", resource, role);
  }

  /**
   * Names of clusters may have dots, and begin with a digit; those of resources do not. Some are
   * those of other resources.
   */
  private static String resource(String cluster) {
    boolean other = OWN.contains(cluster) || cluster.startsWith("tokens.");
    return (other ? "meshgen__" : "meshgen_") + cluster.replace('.', '_');
  }
}
