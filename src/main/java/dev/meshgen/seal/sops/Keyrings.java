package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that the user has at hand, of every kind. Looks for them only when something has to be
 * opened. Safe for use by several threads.
 */
public final class Keyrings implements AutoCloseable {
  private final SortedMap<String, Keyring> byKind;
  private final Surroundings surroundings;
  private final UserSops sops;
  private final SortedMap<String, AskedService> services;

  private Keyrings(SortedMap<String, Keyring> byKind, Surroundings surroundings) {
    this(byKind, surroundings, Collections.emptySortedMap());
  }

  private Keyrings(
      SortedMap<String, Keyring> byKind,
      Surroundings surroundings,
      SortedMap<String, AskedService> services) {
    this.services = services;
    this.byKind = Collections.unmodifiableSortedMap(new TreeMap<>(byKind));
    this.surroundings = surroundings;
    this.sops = new UserSops(surroundings);
  }

  /** Those that lie where sops would look. */
  public static Keyrings in(Surroundings surroundings) {
    SortedMap<String, Keyring> byKind = new TreeMap<>();
    for (SopsKeyKind each : SopsKeyKinds.ALL) {
      if (each instanceof LocalKeyKind kind) {
        byKind.put(kind.name(), kind.keyring(surroundings));
      }
    }
    return new Keyrings(byKind, surroundings);
  }

  /** The same that ask the services whose access a spec describes; to be closed. */
  public Keyrings asking(ServiceSettings settings) {
    SortedMap<String, Keyring> all = new TreeMap<>(byKind);
    SortedMap<String, AskedService> asked = new TreeMap<>();
    for (SopsKeyKind kind : SopsKeyKinds.ALL) {
      kind.asking(settings)
          .ifPresent(
              service -> {
                asked.put(kind.name(), service);
                all.put(kind.name(), service);
              });
    }
    return new Keyrings(all, surroundings, Collections.unmodifiableSortedMap(asked));
  }

  @Override
  public void close() {
    services.values().forEach(AskedService::close);
  }

  /** Only those of one kind. */
  public static Keyrings of(String kind, Keyring keyring) {
    SortedMap<String, Keyring> only = new TreeMap<>(Collections.singletonMap(kind, keyring));
    return new Keyrings(only, Surroundings.NONE);
  }

  /** Whether it is worth trying to open a file of these recipients. */
  public boolean mayOpen(List<Recipient> recipients) {
    for (Map.Entry<String, Keyring> kind : byKind.entrySet()) {
      List<String> named =
          recipients.stream()
              .filter(recipient -> recipient.kind().equals(kind.getKey()))
              .map(Recipient::text)
              .toList();
      if (!named.isEmpty() && kind.getValue().mayOpen(named)) {
        return true;
      }
    }
    return surroundings.runsCommands() && asksService(recipients);
  }

  /**
   * What may help to seal.
   *
   * @param keyFiles relative to the current folder
   */
  public SealingContext context(PublicKeyFiles keyFiles) {
    return new SealingContext(surroundings, sops, keyFiles.in(surroundings.folder()), services);
  }

  /** Opens a file with the first entry that any key fits, or several of different groups. */
  OpenedFile open(byte[] content, YamlMap document, SopsMetadata metadata) throws SealException {
    OpeningFailure failed = new OpeningFailure(metadata);
    Optional<Unwrapped> unwrapped = unwrap(metadata, failed);
    if (unwrapped.isPresent()) {
      DataKey key = unwrapped.get().key();
      try {
        return new OpenedFile(
            new SopsOpener(key, metadata).open(document),
            Optional.of(key),
            unwrapped.get().proven());
      } catch (SealException e) {
        key.close();
        throw e;
      }
    }
    boolean bySops = asksService(metadata.recipients());
    if (surroundings.runsCommands() && bySops && !failed.isBroken()) {
      try {
        return new OpenedFile(
            throughSops(content, document, metadata), Optional.empty(), Optional.empty());
      } catch (SealException e) {
        if (e.reason() == Reason.TAMPERED || e.reason() == Reason.UNEXPECTED) {
          throw e;
        }
        failed.note(e.getMessage());
      }
    }
    throw failed.exception(bySops);
  }

  private SecretManifest throughSops(byte[] content, YamlMap document, SopsMetadata metadata)
      throws SealException {
    byte[] text = sops.open(content);
    try {
      return OpenedText.read(document, metadata, text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Whether the user's sops would ask a service that is not asked here. */
  private boolean asksService(List<Recipient> recipients) {
    return recipients.stream()
        .filter(KeyWrapper::isOfService)
        .anyMatch(
            recipient ->
                Optional.ofNullable(services.get(recipient.kind()))
                    .filter(service -> service.serves(recipient.text()))
                    .isEmpty());
  }

  /** A data key, and the entry that is proven to hold it. */
  private record Unwrapped(DataKey key, Optional<KeyEntry> proven) {}

  /** The data key; empty if too few groups open, with what came of the attempts. */
  private Optional<Unwrapped> unwrap(SopsMetadata metadata, OpeningFailure failed)
      throws SealException {
    KeyGroups keys = metadata.keys();
    if (!keys.areSeveral()) {
      return unwrap(keys.groups().get(0), keys, failed);
    }
    List<DataKey> shares = new ArrayList<>();
    for (SortedMap<String, List<KeyEntry>> group : keys.groups()) {
      if (shares.size() < keys.needed()) {
        unwrap(group, keys, failed).map(Unwrapped::key).ifPresent(shares::add);
      }
    }
    if (shares.size() < keys.needed()) {
      shares.forEach(DataKey::close);
      return Optional.empty();
    }
    DataKey key = KeySharing.combine(shares);
    shares.forEach(DataKey::close);
    return Optional.of(new Unwrapped(key, Optional.empty()));
  }

  private Optional<Unwrapped> unwrap(
      SortedMap<String, List<KeyEntry>> group, KeyGroups keys, OpeningFailure failed) {
    for (String kind : asked(keys)) {
      Opening opening = byKind.get(kind).open(group.getOrDefault(kind, List.of()));
      Optional<DataKey> key = opening.key().filter(found -> found.isShare() == keys.areSeveral());
      if (key.isPresent()) {
        return Optional.of(new Unwrapped(key.get(), opening.proven()));
      }
      failed.add(kind, opening);
    }
    return Optional.empty();
  }

  /**
   * What is at hand first, then services, which may be down. Of a file that is for no kind, every
   * kind may say where it looked in vain.
   */
  private List<String> asked(KeyGroups keys) {
    List<String> asked = new ArrayList<>(byKind.keySet());
    asked.sort(Comparator.comparing(services::containsKey));
    if (!keys.kinds().isEmpty()) {
      asked.retainAll(keys.kinds());
    }
    return asked;
  }
}
