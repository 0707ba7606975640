package dev.meshgen.recipient;

import java.util.Optional;

/** What can be asked of a kind of recipients without any key: questions of the rules. */
public interface RecipientKind {

  /** The list that names them, in the spec as in a SOPS file: {@code age}. */
  String name();

  /**
   * Why a text is not such a recipient; empty if it is.
   *
   * @return completes the sentence "the recipient …". Never quotes the text, which may be a private
   *     key pasted into the wrong place
   */
  Optional<String> problem(String text);

  /** What would be right, for people: "the public key that …". */
  String expected();

  /** What else the spec says of such recipients, beside their lists: {@code pgpKeys}. */
  default Optional<String> setting() {
    return Optional.empty();
  }

  /** Whether what is sealed for it withstands a quantum computer, because somebody wants that. */
  default boolean isPostQuantum(String text) {
    return false;
  }

  /** Whether a quantum computer would open what is sealed for it, years after it was copied. */
  default boolean isClassical(String text) {
    return false;
  }

  /** Whether a text looks public enough to be quoted, well-formed or not. */
  boolean isPublic(String text);

  /** What opens the files that are sealed for one. */
  IdentityWords identity();

  /** How to get another one, for people: "create another …". */
  String another();
}
