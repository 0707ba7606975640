package dev.meshgen.report;

import java.util.List;

/**
 * One kind of connection that the mesh needs.
 *
 * @param why it does
 * @param about the one of many networks or gateways that it is about, if it is about one
 */
record MeshConnection(End from, End to, String port, String why, About about) {

  /** Where a connection begins or ends, in words: of one, and of each of many that are alike. */
  record End(String one, String each) {
    static End of(String words) {
      return new End(words, words);
    }
  }

  /**
   * What a connection is about.
   *
   * @param name as a list of them has it
   */
  record About(Kind kind, String name) {
    static final About NEITHER = new About(Kind.NEITHER, "");
  }

  /** Whether others may be alike. */
  enum Kind {
    NETWORK("networks", ", "),
    GATEWAY("clusters", "; "),
    NEITHER("", "");

    private final String noun;
    private final String separator;

    Kind(String noun, String separator) {
      this.noun = noun;
      this.separator = separator;
    }

    /** How many there are, and which. */
    String counted(List<String> names) {
      return names.size() + " " + noun + ": " + String.join(separator, names);
    }
  }
}
