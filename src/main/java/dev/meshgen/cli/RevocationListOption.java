package dev.meshgen.cli;

import dev.meshgen.bytes.Pem;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists of revoked certificates that somebody else signed. */
final class RevocationListOption {
  private final Argument<List<String>> files;

  RevocationListOption(Command command) {
    files =
        command.repeatedOption(
            new NonEmptyConverter(),
            "FILE",
            "Revocation lists, in PEM, of authorities above with keys outside of the tree.",
            "--list");
  }

  List<RevocationList> read(Console console) throws CommandException {
    List<RevocationList> read = new ArrayList<>();
    for (String file : files.get().orElse(List.of())) {
      byte[] text = SmallFile.read(console, file);
      try {
        if (!Pem.isPublicInLines(text)) {
          throw new PkiException("it contains more than revocation lists in PEM");
        }
        read.addAll(RevocationList.read(new String(text, StandardCharsets.US_ASCII)));
      } catch (PkiException e) {
        throw new CommandException(file + ": " + e.getMessage(), e);
      } finally {
        // Somebody may have named a file with the key in it.
        Arrays.fill(text, (byte) 0);
      }
    }
    return read;
  }
}
