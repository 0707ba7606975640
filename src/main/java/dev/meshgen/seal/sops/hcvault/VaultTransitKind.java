package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.seal.sops.FirstRecipient;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.ServiceKeyKind;
import java.util.List;
import java.util.Optional;

/** Keys of the transit engine of Vault or OpenBao, each by its address. */
public final class VaultTransitKind extends ServiceKeyKind {
  private static final String API = "/v1/";
  private static final String KEYS = "/keys/";

  @Override
  public String name() {
    return "hc_vault";
  }

  @Override
  public Optional<String> problem(String text) {
    int host = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
    int api = text.indexOf(API, Math.max(host, 0));
    int keys = text.lastIndexOf(KEYS);
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@' && c != '?');
    boolean known =
        plain
            && host > 0
            && api > host
            && text.indexOf('/', host) == api
            && keys > api + API.length()
            && keys + KEYS.length() < text.length()
            && text.indexOf('/', keys + KEYS.length()) < 0;
    return known ? Optional.empty() : Optional.of("is not the address of a transit key");
  }

  @Override
  public String expected() {
    return "https://HOST:8200/v1/ENGINE/keys/NAME, without a path in front of /v1/";
  }

  @Override
  public IdentityWords identity() {
    return new IdentityWords(noun(), "", "", login(), "sops.vault-token");
  }

  @Override
  protected String noun() {
    return "Vault transit key";
  }

  @Override
  protected String login() {
    return "a Vault token";
  }

  @Override
  protected String loginHint() {
    return "run `vault login`, or set VAULT_TOKEN";
  }

  @Override
  public List<String> fields() {
    return List.of("vault_address", "engine_path", "key_name", CREATED, ENVELOPE);
  }

  @Override
  public Optional<FirstRecipient> first() {
    return Optional.of(
        new FirstRecipient(
            "--vault-transit",
            "URI",
            "Seal what clusters receive for this transit key of Vault or OpenBao, with your own"
                + " sops.",
            ""));
  }

  @Override
  public String recipient(KeyEntry entry) {
    return entry.field("vault_address")
        + API
        + entry.field("engine_path")
        + KEYS
        + entry.field("key_name");
  }
}
