package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SealRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes what is readable in a file whose MAC does not cover it, and no other line. */
final class SopsReadable {
  private static final String SECTION = "stringData";
  private static final String INDENT = "    ";

  private final byte[] content;

  SopsReadable(byte[] content) {
    this.content = content;
  }

  byte[] with(String name, String text) throws SealException {
    SopsFile before = SopsFile.read(content);
    if (!before.rule().equals(Optional.of(SealRule.KEYS))) {
      throw new SealException(Reason.UNSUPPORTED, "all of it is encrypted");
    }
    List<String> lines = new ArrayList<>(List.of(SopsDocument.decode(content).split("\n", -1)));
    int end = sectionEnd(lines);
    int from = entry(lines, name, end);
    int to = from;
    while (to < end && (to == from || lines.get(to).startsWith(INDENT + " "))) {
      to++;
    }
    lines.subList(from, to).clear();
    StringBuilder block = new StringBuilder(INDENT).append(name).append(':');
    SopsWriter.text(text, 2 * INDENT.length(), block);
    lines.addAll(from, List.of(block.toString().stripTrailing().split("\n", -1)));
    byte[] changed = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    requireOnlyThis(before, SopsFile.read(changed), name, text);
    return changed;
  }

  /** The first line behind the section. */
  private static int sectionEnd(List<String> lines) throws SealException {
    int start = lines.indexOf(SECTION + ":");
    if (start < 0) {
      throw new SealException(Reason.UNSUPPORTED, "it has no lines of " + SECTION);
    }
    int end = start + 1;
    while (end < lines.size() && lines.get(end).startsWith(INDENT)) {
      end++;
    }
    return end;
  }

  private static int entry(List<String> lines, String name, int end) {
    for (int i = lines.indexOf(SECTION + ":"); i < end; i++) {
      if (lines.get(i).startsWith(INDENT + name + ":")) {
        return i;
      }
    }
    return end;
  }

  private static void requireOnlyThis(SopsFile before, SopsFile after, String name, String text)
      throws SealException {
    Map<List<String>, Optional<String>> expected = before.fields();
    expected.put(List.of(SECTION, name), Optional.of(text));
    if (!after.fields().equals(expected) || !after.recipients().equals(before.recipients())) {
      throw new SealException(Reason.UNSUPPORTED, "its lines are not as sops writes them");
    }
  }
}
