package dev.meshgen.seal.sops.age;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.sops.ByteCursor;
import java.util.List;

/** The entries of {@code sops.age} in the layout in which they are written. */
final class AgeSkim {
  private static final byte[] ENVELOPE =
      ByteCursor.ascii("        - enc: |\n            -----BEGIN AGE ENCRYPTED FILE-----\n");
  private static final byte[] ARMOR_INDENT = ByteCursor.ascii("            ");
  private static final byte[] RECIPIENT =
      ByteCursor.ascii("            -----END AGE ENCRYPTED FILE-----\n          recipient: ");

  /** Base64 of the header with one stanza, a nonce and a data key: no room for a second reader. */
  private static final int[] ARMOR_LINES = {64, 64, 64, 64, 56};

  private AgeSkim() {}

  static boolean skim(ByteCursor cursor, List<Recipient> recipients) {
    while (cursor.skip(ENVELOPE)) {
      if (!skipArmor(cursor) || !cursor.skip(RECIPIENT)) {
        return false;
      }
      recipients.add(new Recipient(AgeRecipient.KIND, cursor.word("")));
      if (!cursor.skipLineEnd()) {
        return false;
      }
    }
    return true;
  }

  private static boolean skipArmor(ByteCursor cursor) {
    for (int length : ARMOR_LINES) {
      if (!cursor.skip(ARMOR_INDENT)
          || cursor.word("+/=").length() != length
          || !cursor.skipLineEnd()) {
        return false;
      }
    }
    return true;
  }
}
