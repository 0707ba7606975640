package dev.meshgen.seal.sops;

import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * The result of trying to open a file with keys of one kind.
 *
 * @param key the data key; the caller closes it
 * @param proven the entry that opened, if the key is of the recipient that the entry names
 * @param broken whom an entry names that does not open with just that one's key
 * @param held whether any key was at hand
 * @param notes what was skipped and why, and where sops would look but nothing is
 * @param refused what a user is told of a service that did not open it, where this process asked
 */
public record Opening(
    Optional<DataKey> key,
    Optional<KeyEntry> proven,
    Optional<String> broken,
    boolean held,
    List<String> notes,
    Optional<Diagnostic> refused) {
  public Opening {
    notes = List.copyOf(notes);
  }

  /** One entry opened. */
  public static Opening of(DataKey key) {
    return of(key, Optional.empty());
  }

  /** One entry opened, and perhaps it is proven for whom it is. */
  public static Opening of(DataKey key, Optional<KeyEntry> proven) {
    return new Opening(
        Optional.of(key), proven, Optional.empty(), true, List.of(), Optional.empty());
  }

  /** None did. */
  public static Opening failed(Optional<String> broken, boolean held, List<String> notes) {
    return new Opening(Optional.empty(), Optional.empty(), broken, held, notes, Optional.empty());
  }

  /** The first of several refusals has the fix; of the others a note says what failed. */
  public static Opening refused(List<Diagnostic> all) {
    return new Opening(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        !all.isEmpty(),
        all.stream().map(Diagnostic::message).toList(),
        all.stream().findFirst());
  }
}
