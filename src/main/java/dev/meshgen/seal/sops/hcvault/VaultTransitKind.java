package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.model.Mesh;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.AskedService;
import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.seal.sops.FirstRecipient;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.KeySealer;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.ServiceKeyKind;
import dev.meshgen.seal.sops.ServiceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys of the transit engine of Vault or OpenBao, each by its address. One of type RSA seals
 * without the engine where the spec has its public half; others are asked for by meshgen's own
 * client where the spec says how, or else by the user's sops.
 */
public final class VaultTransitKind extends ServiceKeyKind implements KeySealer {
  /** What the engine answers: the version of its key, and what that encrypted. */
  private static final Pattern SEALED = Pattern.compile("vault:v[1-9][0-9]*:[A-Za-z0-9+/]+={0,2}");

  /** What other programs take for another path. */
  private static final List<String> ODD = List.of("//", "/./", "/../");

  @Override
  public String name() {
    return "hc_vault";
  }

  @Override
  public Optional<String> setting() {
    return Optional.of("transitAccess");
  }

  @Override
  public Optional<String> problem(String text) {
    int host = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
    int api = text.indexOf(TransitKey.API, Math.max(host, 0));
    int keys = text.lastIndexOf(TransitKey.KEYS);
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@' && c != '?');
    boolean known =
        plain
            && host > 0
            && api > host
            && text.indexOf('/', host) == api
            && keys > api + TransitKey.API.length()
            && keys + TransitKey.KEYS.length() < text.length()
            && text.indexOf('/', keys + TransitKey.KEYS.length()) < 0
            && ServerAddress.parse(text.substring(0, api)).isPresent()
            && ODD.stream().noneMatch(text.substring(api)::contains);
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
  public String recipientsVariable() {
    return "SOPS_VAULT_URIS";
  }

  @Override
  public List<String> fields() {
    return List.of(TransitKey.ADDRESS, TransitKey.ENGINE, TransitKey.NAME, CREATED, ENVELOPE);
  }

  @Override
  public Optional<FirstRecipient> first() {
    return Optional.of(
        new FirstRecipient(
            "--vault-transit",
            "URI",
            "Seal the clusters' secrets for this transit key of Vault or OpenBao, with your own"
                + " sops.",
            ""));
  }

  @Override
  public String recipient(KeyEntry entry) {
    return TransitKey.of(entry).recipient();
  }

  @Override
  public Optional<String> flaw(KeyEntry entry) {
    return super.flaw(entry)
        .or(
            () ->
                SEALED.matcher(entry.field(ENVELOPE)).matches()
                    ? Optional.empty()
                    : Optional.of("is not the response of a transit engine"));
  }

  @Override
  public boolean seals(String recipient, PublicKeyFiles files) {
    return files.of(new Recipient(name(), recipient)).isPresent();
  }

  @Override
  public KeyEntry wrap(DataKey key, String recipient, Sealing sealing) throws SealException {
    TransitKey named = TransitKey.parse(recipient);
    Path file = sealing.context().keyFiles().of(new Recipient(name(), recipient)).orElseThrow();
    return named.entry(
        TransitPublicKey.read(file, named.name()).encrypt(key, sealing.random()), sealing.at());
  }

  @Override
  public Optional<AskedService> asking(ServiceSettings settings) {
    return Optional.of(new TransitServers(settings, settings.mesh().recipientsOf(name())));
  }

  @Override
  public Optional<String> policy(Mesh mesh) {
    return TransitPolicy.of(mesh, name());
  }

  @Override
  public Optional<String> terraform(Mesh mesh) {
    return policy(mesh).map(policy -> TransitTerraform.text(mesh, name(), policy));
  }
}
