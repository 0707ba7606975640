package dev.meshgen.issue;

/** What happens to a sealed file. */
enum Decision {
  /** It is what the spec asks for: copied byte for byte. */
  KEEP,

  /** It does not exist, and {@code render} cannot make it. */
  ABSENT,

  /** It has to be made, or made again. */
  ISSUE,

  /** It was handed over, and is sealed as it is. */
  IMPORT,

  /** Its content stays; who can open it changes. */
  RESEAL,

  /** Its content stays; which roots it makes a cluster trust changes. */
  REBUNDLE,

  /** It is verified, and recorded as it is now. */
  ADOPT,

  /** Something is wrong, and has been reported. */
  BLOCKED
}
