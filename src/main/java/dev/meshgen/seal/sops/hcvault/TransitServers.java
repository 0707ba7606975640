package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.AskedService;
import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.Opening;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.ServiceSettings;
import dev.meshgen.seal.vault.VaultAccess;
import dev.meshgen.seal.vault.VaultFailed;
import dev.meshgen.vault.VaultBody;
import dev.meshgen.vault.VaultException;
import dev.meshgen.vault.VaultPlace;
import dev.meshgen.vault.VaultSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The transit engines that keys are in, asked by meshgen's own client of Vault: with one login for
 * each server, which ends when this is closed. Safe for use by several threads.
 */
final class TransitServers implements AskedService {
  private final ServiceSettings settings;
  private final VaultAccess spec;
  private final Set<String> named;
  private final Map<String, Server> servers = new TreeMap<>();
  private final Map<String, SealException> refused = new TreeMap<>();

  /** One that was logged in to. */
  private record Server(VaultAccess access, VaultPlace place, VaultSession session) {}

  /**
   * Servers with one way to log in.
   *
   * @param keys that the spec names
   */
  TransitServers(ServiceSettings settings, Collection<String> keys) {
    this.settings = settings;
    this.named =
        keys.stream().map(key -> TransitKey.parse(key).address()).collect(Collectors.toSet());
    this.spec = VaultAccess.of(settings.spec().document(), settings.spec());
  }

  /** A token crosses no network in the clear. */
  @Override
  public boolean serves(String recipient) {
    return VaultPlace.problem(TransitKey.parse(recipient).address()).isEmpty();
  }

  @Override
  public KeyEntry wrap(DataKey key, String recipient, Sealing sealing) throws SealException {
    TransitKey named = TransitKey.parse(recipient);
    byte[] text = Base64.getEncoder().encode(key.reveal());
    try (SecretBytes plaintext = SecretBytes.owning(text)) {
      String sealed =
          ask(
              named,
              "encrypt",
              new VaultBody().with("plaintext", plaintext),
              "ciphertext",
              "cannot seal for hc_vault:" + recipient);
      return named.entry(sealed, sealing.at());
    }
  }

  /**
   * Of several, the first that its server decrypts. Who writes a file may write any address into
   * it, and a login is for those of the spec alone.
   */
  @Override
  public Opening open(List<KeyEntry> entries) {
    List<Diagnostic> refusals = new ArrayList<>();
    for (KeyEntry entry : entries) {
      TransitKey key = TransitKey.of(entry);
      if (!named.contains(key.address())) {
        refusals.add(foreign(key));
      } else if (serves(key.recipient())) {
        try {
          return Opening.of(decrypt(key, entry));
        } catch (SealException e) {
          refusals.add(e.told().orElseGet(() -> unexpected(e)));
        }
      }
    }
    return Opening.refused(refusals);
  }

  private Diagnostic foreign(TransitKey key) {
    return Diagnostic.of(
            Code.IDENTITY_NEEDED,
            spec.at(),
            "the spec names no key at " + key.address() + ", so meshgen does not log in there")
        .expecting("a transit key at a server named in the spec")
        .hinting("name the key in a list `hcVault` of the spec, if the server is yours");
  }

  private Diagnostic unexpected(SealException e) {
    return Diagnostic.of(Code.VAULT_FOREIGN, spec.at(), e.getMessage())
        .expecting("a response from a transit engine")
        .hinting("check what responds at the address of the key");
  }

  private DataKey decrypt(TransitKey named, KeyEntry entry) throws SealException {
    String text =
        ask(
            named,
            "decrypt",
            new VaultBody().with("ciphertext", named.sealed(entry)),
            "plaintext",
            "cannot open a file sealed for hc_vault:" + named.recipient());
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (!DataKey.isLength(key.length)) {
      Arrays.fill(key, (byte) 0);
      throw new SealException(
          SealException.Reason.UNEXPECTED,
          "the result of decrypting with " + named.recipient() + " is not a data key");
    }
    return DataKey.owning(key);
  }

  private String ask(TransitKey key, String verb, VaultBody body, String answer, String purpose)
      throws SealException {
    Server server = server(key.address(), purpose);
    String path = key.engine() + "/" + verb + "/" + key.name();
    try {
      Map<String, Object> reply = server.session().client().write(path, body);
      if (reply.get("data") instanceof Map<?, ?> data && data.get(answer) instanceof String text) {
        return text;
      }
    } catch (VaultException e) {
      throw refused(server.access(), server.place(), e, purpose);
    }
    throw SealException.refused(
        Diagnostic.of(
                Code.VAULT_FOREIGN, spec.at(), purpose + ": `" + path + "` is not a transit engine")
            .expecting("a transit engine mounted at `" + key.engine() + "/`")
            .hinting("correct the mount in the address of the key; see `vault secrets list`"));
  }

  /** A login that fails is not tried again for each file: Vault locks out who does. */
  private synchronized Server server(String address, String purpose) throws SealException {
    Server known = servers.get(address);
    if (known != null) {
      return known;
    }
    SealException before = refused.get(address);
    if (before != null) {
      throw before;
    }
    try {
      return logIn(address, purpose);
    } catch (SealException e) {
      refused.put(address, e);
      throw e;
    }
  }

  private Server logIn(String address, String purpose) throws SealException {
    VaultAccess access =
        new VaultAccess(
            spec.at(), Optional.of(address), spec.namespace(), spec.caFile(), spec.login());
    try {
      VaultPlace place = access.place(settings.around());
      Server server = new Server(access, place, open(access, place, purpose));
      servers.put(address, server);
      return server;
    } catch (VaultFailed e) {
      throw SealException.refused(e.diagnostic());
    }
  }

  private VaultSession open(VaultAccess access, VaultPlace place, String purpose)
      throws SealException, VaultFailed {
    try {
      return access.open(access.client(place, settings.around()), settings.around());
    } catch (VaultException e) {
      throw refused(access, place, e, purpose);
    }
  }

  private static SealException refused(
      VaultAccess access, VaultPlace place, VaultException e, String purpose) {
    return SealException.refused(access.problems(place).of(e, purpose));
  }

  @Override
  public synchronized void close() {
    servers.values().forEach(server -> server.session().close());
    servers.clear();
  }
}
