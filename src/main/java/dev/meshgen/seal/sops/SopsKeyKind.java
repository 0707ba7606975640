package dev.meshgen.seal.sops;

import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.RecipientKind;
import java.util.List;
import java.util.Optional;

/**
 * A kind of keys that open SOPS files: a list in their metadata, with an entry for each key. Its
 * own code wraps a data key ({@link LocalKeyKind}), or a service is asked to ({@link
 * ServiceKeyKind}).
 */
public interface SopsKeyKind extends RecipientKind {

  /** The variable in which sops finds further recipients of the kind, unless it is kept from it. */
  String recipientsVariable();

  /** The text fields of an entry, in the order in which a missing one is reported. */
  List<String> fields();

  /** Further fields that an entry may have: texts, or mappings of texts. */
  default List<String> optionalFields() {
    return List.of();
  }

  /** Whom an entry names, as the spec would. */
  String recipient(KeyEntry entry);

  /**
   * What is wrong with an entry, as far as it shows without any key.
   *
   * @return completes the sentence "the envelope …"; empty if nothing is
   */
  Optional<String> flaw(KeyEntry entry);

  /** What the user would need: "an age identity where …". */
  String keyExpected();

  /** How the user hands it over: "set …". */
  String keyHint();

  /** How a first spec may name one; empty if it may not. */
  default Optional<FirstRecipient> first() {
    return Optional.empty();
  }

  /**
   * Whom a file with a public key is of.
   *
   * @return what {@link #recipient} would be; empty if the file holds no such key, or several
   */
  default Optional<String> recipientOf(byte[] publicKey) {
    return Optional.empty();
  }

  /** Its service, if this code can ask it; empty if the user's sops does. */
  default Optional<AskedService> asking(ServiceSettings settings) {
    return Optional.empty();
  }

  /**
   * What whoever seals and opens with the keys of this kind may do, in the language of its service;
   * empty if the spec has none, or the service no such language.
   */
  default Optional<String> policy(Mesh mesh) {
    return Optional.empty();
  }

  /** The same with the keys themselves, for Terraform and OpenTofu. */
  default Optional<String> terraform(Mesh mesh) {
    return Optional.empty();
  }

  /** The name of its list in a key group of {@code .sops.yaml}. */
  default String creationField() {
    return name();
  }

  /** An item of that list. */
  default CreationKey creationKey(String recipient) {
    return CreationKey.of(recipient);
  }

  /**
   * Moves over the list of a file, from behind the line with its name, as long as that has exactly
   * the layout that {@link SopsWriter} gives it.
   *
   * @param recipients receives whom the entries name
   * @return whether the list ends here; if not, the file is read as YAML
   */
  default boolean skim(ByteCursor cursor, List<Recipient> recipients) {
    return false;
  }
}
