package dev.meshgen.seal.sops;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Why no key at hand opens a file, and what would. */
final class OpeningFailure {
  private final SopsMetadata metadata;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Diagnostic> refused = new HashMap<>();
  private Optional<String> broken = Optional.empty();
  private boolean held;

  OpeningFailure(SopsMetadata metadata) {
    this.metadata = metadata;
  }

  /** What came of the keys of one kind. */
  void add(String kind, Opening opening) {
    broken = broken.or(opening::broken);
    held |= opening.held();
    opening.notes().forEach(this::note);
    opening.refused().ifPresent(told -> refused.putIfAbsent(kind, told));
  }

  void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  /** Whether an entry does not open with the very key that it names. */
  boolean isBroken() {
    return broken.isPresent();
  }

  /**
   * What a caller is told.
   *
   * @param bySops whether the user's sops was to open it
   */
  SealException exception(boolean bySops) {
    if (broken.isPresent()) {
      return new SealException(
          Reason.TAMPERED,
          "the envelope for " + broken.get() + " does not open with that recipient's identity");
    }
    List<SopsKeyKind> kinds = new ArrayList<>();
    metadata.keys().kinds().forEach(name -> kinds.add(SopsKeyKinds.named(name)));
    List<SopsKeyKind> any = kinds.isEmpty() ? SopsKeyKinds.ALL : kinds;
    return SealException.noKey(
        why(bySops) + "; it is sealed for " + readers(),
        new SealException.MissingKey(
            SopsKeyKinds.anyOf(any, told(Diagnostic::expected, SopsKeyKind::keyExpected)),
            SopsKeyKinds.anyOf(any, told(Diagnostic::hint, SopsKeyKind::keyHint)),
            notes),
        refused.values().stream().findFirst());
  }

  /** Whatever a service that was asked has said, rather than what sops would need. */
  private Function<SopsKeyKind, String> told(
      Function<Diagnostic, String> asked, Function<SopsKeyKind, String> otherwise) {
    return kind ->
        Optional.ofNullable(refused.get(kind.name()))
            .map(asked)
            .orElseGet(() -> otherwise.apply(kind));
  }

  private String why(boolean bySops) {
    List<Recipient> recipients = metadata.recipients();
    if (!recipients.isEmpty() && recipients.stream().allMatch(KeyWrapper::isOfService)) {
      return bySops
          ? "`" + UserSops.PROGRAM + "` does not open it"
          : "its service does not open it";
    }
    return held ? "no matching identity found" : "no identity found";
  }

  private String readers() {
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
}
