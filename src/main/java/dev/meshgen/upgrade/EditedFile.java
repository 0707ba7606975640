package dev.meshgen.upgrade;

import dev.meshgen.edit.EditRefused;
import dev.meshgen.edit.YamlEditor;
import dev.meshgen.spec.SpecSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of the spec while it is edited, document by document: whoever edits YAML reads it again
 * after every edit, and a file may hold a thousand clusters.
 */
final class EditedFile {
  private final List<YamlEditor> parts = new ArrayList<>();
  private final List<Integer> margins = new ArrayList<>();

  private EditedFile() {}

  static EditedFile of(SpecSource source) throws EditRefused {
    String text = new String(source.content(), StandardCharsets.UTF_8);
    try {
      return of(source.name(), text, starts(text));
    } catch (EditRefused e) {
      // A part by itself may be no document.
      return of(source.name(), text, List.of(0));
    }
  }

  /** Every part has as many empty lines before it as it needs for its positions to be right. */
  private static EditedFile of(String name, String text, List<Integer> starts) throws EditRefused {
    EditedFile file = new EditedFile();
    String lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
    int lines = 0;
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
      String part = text.substring(starts.get(i), end);
      String margin = lineBreak.repeat(lines);
      file.parts.add(YamlEditor.of(name, (margin + part).getBytes(StandardCharsets.UTF_8)));
      file.margins.add(margin.length());
      lines += (int) part.chars().filter(c -> c == '\n').count();
    }
    return file;
  }

  /** Where parts start: at each line that starts a document, but for what only opens the file. */
  private static List<Integer> starts(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    boolean opening = true;
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("---", at)) {
        if (!opening) {
          starts.add(at);
        }
        opening = false;
      } else if ("#%\r\n".indexOf(text.charAt(at)) < 0) {
        opening = false;
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    return starts;
  }

  int size() {
    return parts.size();
  }

  YamlEditor part(int index) {
    return parts.get(index);
  }

  void replace(int index, YamlEditor edited) {
    parts.set(index, edited);
  }

  byte[] content() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < parts.size(); i++) {
      byte[] content = parts.get(i).content();
      all.write(content, margins.get(i), content.length - margins.get(i));
    }
    return all.toByteArray();
  }
}
