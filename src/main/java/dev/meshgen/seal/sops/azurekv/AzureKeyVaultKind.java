package dev.meshgen.seal.sops.azurekv;

import dev.meshgen.seal.sops.CreationKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.ServiceKeyKind;
import java.util.List;
import java.util.Optional;

/** Keys of Azure Key Vault, each version by its address: a file names the version. */
public final class AzureKeyVaultKind extends ServiceKeyKind {
  private static final String SCHEME = "https://";
  private static final String KEYS = "/keys/";

  @Override
  public String name() {
    return "azure_kv";
  }

  @Override
  public Optional<String> problem(String text) {
    int keys = text.indexOf(KEYS);
    if (!text.startsWith(SCHEME) || keys <= SCHEME.length()) {
      return Optional.of("is not the address of a key in a vault");
    }
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@' && c != '?');
    if (!plain || text.indexOf('/', SCHEME.length()) != keys) {
      return Optional.of("is not the address of a key in a vault");
    }
    String[] parts = text.substring(keys + KEYS.length()).split("/", -1);
    if (parts.length == 1 || parts[1].isEmpty()) {
      return Optional.of("lacks the version of the key");
    }
    return parts.length == 2 && !parts[0].isEmpty()
        ? Optional.empty()
        : Optional.of("is not the address of a key in a vault");
  }

  @Override
  public String expected() {
    return "https://VAULT.vault.azure.net/keys/NAME/VERSION";
  }

  @Override
  protected String noun() {
    return "Azure Key Vault key";
  }

  @Override
  protected String login() {
    return "an Azure login";
  }

  @Override
  protected String loginHint() {
    return "run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";
  }

  @Override
  public String recipientsVariable() {
    return "SOPS_AZURE_KEYVAULT_URLS";
  }

  @Override
  public List<String> fields() {
    return List.of("vault_url", "name", "version", CREATED, ENVELOPE);
  }

  @Override
  public String recipient(KeyEntry entry) {
    return entry.field("vault_url") + KEYS + entry.field("name") + "/" + entry.field("version");
  }

  @Override
  public String creationField() {
    return "azure_keyvault";
  }

  @Override
  public CreationKey creationKey(String recipient) {
    int keys = recipient.indexOf(KEYS);
    String[] parts = recipient.substring(keys + KEYS.length()).split("/", -1);
    return mapping(
        field("vaultUrl", recipient.substring(0, keys)),
        field("key", parts[0]),
        field("version", parts[1]));
  }
}
