package dev.meshgen.seal.sops;

import dev.meshgen.diagnostic.PrintableText;
import dev.meshgen.scan.SecretText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How a program ended.
 *
 * @param status 0 if all went well
 * @param output from its standard output, which may be secret
 * @param errors from its standard error, for people
 */
public record ProgramAnswer(int status, byte[] output, String errors) {
  /** What sops draws its lists with. */
  private static final Set<String> ORNAMENTS = Set.of("", "-", "|");

  /** With this, sops begins to say again in general what it has said in particular. */
  private static final String EPILOGUE = "Recovery failed because";

  private static final int MOST_SHOWN = 1200;

  /** What it complained of, on one line behind a colon, without secrets; or nothing. */
  public String said() {
    List<String> words = new ArrayList<>();
    for (String line : errors.lines().map(String::strip).toList()) {
      if (line.startsWith(EPILOGUE)) {
        break;
      }
      Arrays.stream(line.split("\\s+"))
          .filter(word -> !ORNAMENTS.contains(word))
          .forEach(words::add);
    }
    String shown = PrintableText.of(SecretText.masked(String.join(" ", words)));
    if (shown.isEmpty()) {
      return "";
    }
    if (shown.length() <= MOST_SHOWN) {
      return ": " + shown;
    }
    int end = Character.isHighSurrogate(shown.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
    return ": " + shown.substring(0, end) + "…";
  }
}
