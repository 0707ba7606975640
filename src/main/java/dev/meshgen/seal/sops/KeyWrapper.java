package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.seal.SealException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes data keys, and wraps them for recipients. */
final class KeyWrapper {
  private final Sealing sealing;

  KeyWrapper(Sealing sealing) {
    this.sealing = sealing;
  }

  /** A new data key; the caller closes it. */
  WrappedKey fresh(Collection<Recipient> recipients) throws SealException {
    List<List<Recipient>> groups = groups(recipients);
    int needed = groups.get(0).get(0).share().needed();
    if (recipients.stream().allMatch(this::sealsHere)) {
      DataKey key = DataKey.generate(sealing.random());
      return new WrappedKey(key, local(key, groups, needed));
    }
    try (SharedKey made = sealing.context().sops().newKey(groups, needed, sealing)) {
      List<SortedMap<String, List<KeyEntry>>> entries = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        SortedMap<String, List<KeyEntry>> group = new TreeMap<>(made.entries().get(i));
        addSealedHere(made.shares().get(i), groups.get(i), group);
        entries.add(group);
      }
      return new WrappedKey(made.key(), new KeyGroups(entries, needed));
    }
  }

  /**
   * The same data key for more recipients of one group: what is wrapped for a key of a service
   * stays as it is, as does what has just been opened by whom it names. All else is wrapped again,
   * as nothing tells whether it can be opened; and those that are new have to seal here.
   */
  KeyGroups again(OpenedFile opened, Collection<Recipient> recipients, KeyGroups before)
      throws SealException {
    SortedMap<String, List<KeyEntry>> entries = new TreeMap<>();
    List<Recipient> rest = new ArrayList<>(recipients);
    before
        .groups()
        .get(0)
        .forEach(
            (kind, list) -> {
              if (SopsKeyKinds.named(kind) instanceof ServiceKeyKind) {
                entries.put(kind, new ArrayList<>(list));
              } else {
                opened
                    .proven()
                    .filter(entry -> list.contains(entry) && isSound(kind, entry))
                    .ifPresent(entry -> entries.put(kind, new ArrayList<>(List.of(entry))));
              }
            });
    KeyGroups.single(entries).recipients().forEach(rest::remove);
    addSealedHere(opened.key().orElseThrow(), rest, entries);
    return KeyGroups.single(entries);
  }

  /** Whether only its recipient opens an entry. */
  private static boolean isSound(String kind, KeyEntry entry) {
    return SopsKeyKinds.named(kind).flaw(entry).isEmpty();
  }

  /** Whether data keys are wrapped for it without the user's sops. */
  private boolean sealsHere(Recipient recipient) {
    return sealing.context().sealHere(recipient);
  }

  /** Whether they are without asking anybody, with the public keys in these files. */
  static boolean sealsHere(Recipient recipient, PublicKeyFiles files) {
    return SopsKeyKinds.named(recipient.kind()) instanceof KeySealer sealer
        && sealer.seals(recipient.text(), files);
  }

  /** Whether it takes a service to open what is wrapped for it. */
  static boolean isOfService(Recipient recipient) {
    return SopsKeyKinds.named(recipient.kind()) instanceof ServiceKeyKind;
  }

  private KeyGroups local(DataKey key, List<List<Recipient>> groups, int needed)
      throws SealException {
    List<SortedMap<String, List<KeyEntry>>> entries = new ArrayList<>();
    if (groups.size() == 1) {
      entries.add(new TreeMap<>());
      addSealedHere(key, groups.get(0), entries.get(0));
      return new KeyGroups(entries, needed);
    }
    List<DataKey> shares = KeySharing.split(key, groups.size(), needed, sealing.random());
    try {
      for (int i = 0; i < groups.size(); i++) {
        entries.add(new TreeMap<>());
        addSealedHere(shares.get(i), groups.get(i), entries.get(i));
      }
    } finally {
      shares.forEach(DataKey::close);
    }
    return new KeyGroups(entries, needed);
  }

  private void addSealedHere(
      DataKey key, Collection<Recipient> recipients, SortedMap<String, List<KeyEntry>> into)
      throws SealException {
    for (Recipient recipient : new TreeSet<>(recipients)) {
      SopsKeyKind kind = SopsKeyKinds.named(recipient.kind());
      if (sealsHere(recipient)) {
        List<KeyEntry> list = new ArrayList<>(into.getOrDefault(kind.name(), List.of()));
        list.add(wrap(kind, key, recipient));
        list.sort(Comparator.comparing(kind::recipient));
        into.put(kind.name(), list);
      }
    }
  }

  private KeyEntry wrap(SopsKeyKind kind, DataKey key, Recipient recipient) throws SealException {
    return kind instanceof KeySealer sealer
            && sealer.seals(recipient.text(), sealing.context().keyFiles())
        ? sealer.wrap(key, recipient.text(), sealing)
        : sealing.context().service(recipient).orElseThrow().wrap(key, recipient.text(), sealing);
  }

  /** By their shares: all in one group, or in groups that are numbered from 1. */
  private static List<List<Recipient>> groups(Collection<Recipient> recipients) {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a file sealed without recipients is lost");
    }
    SortedMap<Integer, List<Recipient>> groups = new TreeMap<>();
    Share any = recipients.iterator().next().share();
    for (Recipient recipient : new TreeSet<>(recipients)) {
      if (recipient.share().needed() != any.needed()
          || recipient.share().isPart() != any.isPart()) {
        throw new IllegalArgumentException("recipients of different sharings");
      }
      groups.computeIfAbsent(recipient.share().group(), number -> new ArrayList<>()).add(recipient);
    }
    int expected = any.isPart() ? 1 : 0;
    for (Map.Entry<Integer, List<Recipient>> group : groups.entrySet()) {
      if (group.getKey() != expected++) {
        throw new IllegalArgumentException("a group without recipients");
      }
    }
    return List.copyOf(groups.values());
  }
}
