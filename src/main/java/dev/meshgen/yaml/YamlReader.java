package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the documents of a YAML file, with positions, in one pass.
 *
 * <p>Refuses what YAML 1.1 and YAML 1.2 parsers read differently, aliases, tags, duplicate keys and
 * hostile sizes. Never throws because of the content of a file.
 */
public final class YamlReader {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private YamlReader() {}

  /**
   * Reads every document that can be parsed, and reports the rest.
   *
   * @param file how the file is named in positions
   * @return the documents that have content; they are fit for use only while the report has no
   *     error, since a refused scalar stays in them as its text
   */
  public static List<YamlDocument> read(String file, byte[] content, Report report) {
    if (content.length > MAX_BYTES) {
      report.add(
          Diagnostic.of(
                  Code.TOO_LARGE,
                  Span.of(file),
                  "the file is larger than " + MAX_BYTES / (1024 * 1024) + " MiB")
              .expecting("at most " + MAX_BYTES + " bytes")
              .hinting("split the spec into several files"));
      return List.of();
    }
    return BlockReader.read(file, content).orElseGet(() -> parsed(file, content, report));
  }

  /** The same of a file of any style. */
  static List<YamlDocument> parsed(String file, byte[] content, Report report) {
    Optional<SourceText> source = SourceText.decode(file, content, report);
    return source.isEmpty() ? List.of() : documents(source.get(), report);
  }

  private static List<YamlDocument> documents(SourceText source, Report report) {
    List<YamlDocument> documents = new ArrayList<>();
    try (Tokens tokens = new Tokens(source)) {
      NodeReader nodes = new NodeReader(tokens, report);
      while (tokens.next()) {
        YamlNode root = nodes.read();
        if (!isAbsent(root)) {
          documents.add(new YamlDocument(root));
        }
      }
    } catch (UnreadableException e) {
      report.add(e.diagnostic());
    }
    return List.copyOf(documents);
  }

  private static boolean isAbsent(YamlNode root) {
    return root instanceof YamlScalar scalar && !scalar.quoted() && scalar.text().isEmpty();
  }
}
