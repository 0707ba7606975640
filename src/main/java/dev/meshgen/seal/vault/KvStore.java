package dev.meshgen.seal.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.model.VaultStore;
import dev.meshgen.vault.VaultBody;
import dev.meshgen.vault.VaultException;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultPlace;
import dev.meshgen.vault.VaultProblems;
import dev.meshgen.vault.VaultSession;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes secrets into a KV engine of version 2, and reads none. Safe for use by several threads.
 *
 * <p>Each secret has its own path, which is written once. First comes what is public of it, as
 * metadata; then the secret, by check-and-set, and only if nothing was ever there. Whenever a run
 * ends in between, the metadata says all about what is there, or nothing is there.
 */
public final class KvStore implements AutoCloseable {
  /** What was written at this path, in case an answer got lost: an identity of the secret. */
  private static final String IDENTITY = "meshgen-id";

  private final VaultStore settings;
  private final VaultSession session;
  private final VaultProblems problems;

  private KvStore(VaultStore settings, VaultSession session, VaultProblems problems) {
    this.settings = settings;
    this.session = session;
    this.problems = problems;
  }

  /** How the spec says that the server is reached. */
  public static VaultAccess access(VaultStore store) {
    return VaultAccess.of(store.settings().at(), store.settings());
  }

  /** Logs in, and finds out whether the mount is what it has to be. */
  public static KvStore connect(VaultStore settings, VaultAccess.Surroundings around)
      throws VaultFailed {
    VaultAccess access = access(settings);
    VaultPlace place = access.place(around);
    VaultProblems problems = access.problems(place);
    VaultSession session;
    try {
      session = access.open(access.client(place, around), around);
    } catch (VaultException e) {
      throw new VaultFailed(problems.of(e, "cannot log in to Vault"));
    }
    KvStore store = new KvStore(settings, session, problems);
    try {
      store.requireVersionTwo();
      return store;
    } catch (VaultFailed e) {
      store.close();
      throw e;
    }
  }

  /**
   * As the command-line client of Vault does; any token may ask that has a policy for the mount.
   */
  private void requireVersionTwo() throws VaultFailed {
    String path = "sys/internal/ui/mounts/" + settings.mount();
    try {
      Map<String, Object> answer = session.client().read(path);
      Map<?, ?> data = answer.get("data") instanceof Map<?, ?> found ? found : Map.of();
      String version =
          data.get("options") instanceof Map<?, ?> options
              ? String.valueOf(options.get("version"))
              : "1";
      if (!"kv".equals(data.get("type")) || !version.equals("2")) {
        throw new VaultFailed(
            Diagnostic.of(
                    Code.STORE_VERSION,
                    settings.settings().at("mount"),
                    "\""
                        + settings.mount()
                        + "\" is "
                        + ("kv".equals(data.get("type"))
                            ? "a KV engine of version " + version
                            : "an engine of type " + data.get("type")))
                .expecting("a KV engine of version 2")
                .hinting(
                    "name another mount, or create one: `vault secrets enable -path=NAME -version=2"
                        + " kv`"));
      }
    } catch (VaultException e) {
      throw failed(e, "cannot find out what is mounted at \"" + settings.mount() + "\"");
    }
  }

  /**
   * The secrets directly below a path that are there, and neither deleted nor destroyed.
   *
   * @param folder in the mount
   */
  public List<KeptSecret> below(String folder) throws VaultFailed {
    try {
      Optional<Map<String, Object>> listed = session.client().list(metadata(folder));
      List<KeptSecret> kept = new ArrayList<>();
      for (String name : listed.map(KvStore::names).orElse(List.of())) {
        if (!name.endsWith("/")) {
          metadataOf(folder + "/" + name)
              .filter(KvStore::isThere)
              .ifPresent(found -> kept.add(new KeptSecret(folder + "/" + name, custom(found))));
        }
      }
      return kept;
    } catch (VaultException e) {
      throw failed(e, "cannot find out what is already in Vault");
    }
  }

  private static List<String> names(Map<String, Object> answer) {
    return answer.get("data") instanceof Map<?, ?> data && data.get("keys") instanceof List<?> keys
        ? keys.stream().map(String::valueOf).toList()
        : List.of();
  }

  private Optional<Map<?, ?>> metadataOf(String path) throws VaultException {
    return session
        .client()
        .find(metadata(path))
        .map(answer -> answer.get("data") instanceof Map<?, ?> data ? data : Map.of());
  }

  private static Map<?, ?> custom(Map<?, ?> metadata) {
    return metadata.get("custom_metadata") instanceof Map<?, ?> found ? found : Map.of();
  }

  private static boolean isThere(Map<?, ?> metadata) {
    if (!(metadata.get("current_version") instanceof BigDecimal current)
        || !(metadata.get("versions") instanceof Map<?, ?> versions)
        || !(versions.get(current.toPlainString()) instanceof Map<?, ?> newest)) {
      return false;
    }
    return "".equals(newest.get("deletion_time")) && !Boolean.TRUE.equals(newest.get("destroyed"));
  }

  /**
   * Writes a secret where nothing was ever written.
   *
   * @param at path that no other secret has
   * @param identity of the secret, public
   * @param facts what is public of it, by name
   * @param secrets by name; not closed
   */
  public void put(
      StoredFacts at, String identity, Map<String, String> facts, Map<String, SecretBytes> secrets)
      throws VaultFailed {
    String purpose = "\"" + at.path() + "\" was not written";
    try {
      describe(at, identity, facts);
      VaultBody data = new VaultBody();
      secrets.forEach(data::with);
      session
          .client()
          .write(
              at.mount() + "/data/" + at.path(),
              new VaultBody().with("options", new VaultBody().with("cas", 0)).with("data", data));
    } catch (VaultException e) {
      if (!isWritten(at, identity, e)) {
        throw failed(e, purpose);
      }
    }
  }

  private void describe(StoredFacts at, String identity, Map<String, String> facts)
      throws VaultException {
    session.client().write(metadata(at.path()), described(identity, facts));
  }

  private static VaultBody described(String identity, Map<String, String> facts) {
    Map<String, String> all = new TreeMap<>(facts);
    all.put(IDENTITY, identity);
    VaultBody custom = new VaultBody();
    CustomMetadata.split(all).orElseGet(() -> Map.of(IDENTITY, identity)).forEach(custom::with);
    return new VaultBody().with("cas_required", true).with("custom_metadata", custom);
  }

  /** What {@link #put} writes first, as JSON, for whoever writes it in another way. */
  public static String description(String identity, Map<String, String> facts) {
    return described(identity, facts).text();
  }

  /** Whether the server had written it before its answer got lost, and refused it the next time. */
  private boolean isWritten(StoredFacts at, String identity, VaultException refused)
      throws VaultFailed {
    if (refused.kind() != Kind.REFUSED || !refused.getMessage().contains("check-and-set")) {
      return false;
    }
    try {
      return metadataOf(at.path())
          .filter(KvStore::isThere)
          .map(KvStore::custom)
          .flatMap(custom -> CustomMetadata.join(custom, IDENTITY))
          .filter(identity::equals)
          .isPresent();
    } catch (VaultException e) {
      throw failed(e, "cannot find out whether \"" + at.path() + "\" was written");
    }
  }

  private String metadata(String path) {
    return settings.mount() + "/metadata/" + path;
  }

  private VaultFailed failed(VaultException e, String purpose) {
    return new VaultFailed(problems.of(e, purpose));
  }

  @Override
  public void close() {
    session.close();
  }
}
