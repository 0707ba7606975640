package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that the user has at hand, of every kind. Looks for them only when something has to be
 * opened. Safe for use by several threads.
 */
public final class Keyrings {
  private final SortedMap<String, Keyring> byKind;

  private Keyrings(SortedMap<String, Keyring> byKind) {
    this.byKind = Collections.unmodifiableSortedMap(new TreeMap<>(byKind));
  }

  /** Those that lie where sops would look. */
  public static Keyrings in(Surroundings surroundings) {
    SortedMap<String, Keyring> byKind = new TreeMap<>();
    for (SopsKeyKind kind : SopsKeyKinds.ALL) {
      byKind.put(kind.name(), kind.keyring(surroundings));
    }
    return new Keyrings(byKind);
  }

  /** Only those of one kind. */
  public static Keyrings of(String kind, Keyring keyring) {
    return new Keyrings(new TreeMap<>(Collections.singletonMap(kind, keyring)));
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
    return false;
  }

  /** Opens the first entry that any key fits. */
  DataKey unwrap(SopsMetadata metadata) throws SealException {
    List<Opening> failed = new ArrayList<>();
    for (String kind : asked(metadata)) {
      Opening opening = byKind.get(kind).open(metadata.entries(kind));
      if (opening.key().isPresent()) {
        return opening.key().get();
      }
      failed.add(opening);
    }
    throw notOpened(metadata, failed);
  }

  /** Of a file that is for no kind, every kind may say where it looked in vain. */
  private List<String> asked(SopsMetadata metadata) {
    List<String> asked = new ArrayList<>(byKind.keySet());
    if (!metadata.entries().isEmpty()) {
      asked.retainAll(metadata.entries().keySet());
    }
    return asked;
  }

  private static SealException notOpened(SopsMetadata metadata, List<Opening> failed) {
    boolean held = false;
    List<String> notes = new ArrayList<>();
    for (Opening opening : failed) {
      if (opening.broken().isPresent()) {
        return new SealException(
            Reason.TAMPERED,
            "the envelope for "
                + opening.broken().get()
                + " does not open with that recipient's identity");
      }
      held |= opening.held();
      notes.addAll(opening.notes());
    }
    return SealException.noKey(
        (held ? "no identity at hand matches" : "no identity was found")
            + "; it is sealed for "
            + readers(metadata),
        missing(metadata, notes));
  }

  private static String readers(SopsMetadata metadata) {
    List<String> readers = new ArrayList<>();
    for (Recipient recipient : metadata.recipients()) {
      readers.add(shown(recipient));
    }
    return readers.isEmpty()
        ? "no reader with an " + SopsKeyKinds.anyOf(SopsKeyKinds.ALL, SopsKeyKind::name) + " key"
        : String.join(", ", readers);
  }

  /** Whatever a file puts where a recipient belongs, it may be a private key. */
  private static String shown(Recipient recipient) {
    boolean showable =
        SopsKeyKinds.named(recipient.kind()).isPublic(recipient.text())
            && recipient.text().chars().noneMatch(Character::isISOControl);
    return showable ? recipient.toString() : "an unreadable recipient";
  }

  private static SealException.MissingKey missing(SopsMetadata metadata, List<String> notes) {
    List<SopsKeyKind> kinds = new ArrayList<>();
    metadata.entries().keySet().forEach(name -> kinds.add(SopsKeyKinds.named(name)));
    List<SopsKeyKind> any = kinds.isEmpty() ? SopsKeyKinds.ALL : kinds;
    return new SealException.MissingKey(
        SopsKeyKinds.anyOf(any, SopsKeyKind::keyExpected),
        SopsKeyKinds.anyOf(any, SopsKeyKind::keyHint),
        notes);
  }
}
