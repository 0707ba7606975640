package dev.meshgen.istio;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A mapping in a built-in file. A malformed file is a defect, and the exception names it. */
final class DataNodes {
  private final String file;
  private final YamlMap map;

  private DataNodes(String file, YamlMap map) {
    this.file = file;
    this.map = map;
  }

  /** A file that is built in. */
  static byte[] resource(String path) {
    try (InputStream in = DataNodes.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("built without " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Cuts at lines that are {@code ---}, without reading what is between them: documents that a run
   * does not ask for would cost it 6 to 8 % of rendering two clusters.
   */
  static List<byte[]> split(String file, byte[] content, int count) {
    List<byte[]> documents = new ArrayList<>();
    int start = 0;
    for (int at = 0; at + 4 < content.length; at++) {
      if (content[at] == '\n'
          && content[at + 1] == '-'
          && content[at + 2] == '-'
          && content[at + 3] == '-'
          && content[at + 4] == '\n') {
        documents.add(Arrays.copyOfRange(content, start, at + 1));
        start = at + 5;
      }
    }
    documents.add(Arrays.copyOfRange(content, start, content.length));
    if (documents.size() != count) {
      throw new IllegalStateException(file + ": " + documents.size() + " documents, not " + count);
    }
    return documents;
  }

  /** The only document of a text. */
  static DataNodes read(String file, byte[] content) {
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read(file, content, report);
    if (report.hasErrors() || documents.size() != 1) {
      throw new IllegalStateException(file + ": " + report.diagnostics());
    }
    return of(file, documents.get(0).root());
  }

  private static DataNodes of(String file, YamlNode node) {
    if (node instanceof YamlMap map) {
      return new DataNodes(file, map);
    }
    throw new IllegalStateException(file + ": " + node.span() + " is not a mapping");
  }

  DataNodes in(String key) {
    return of(file, required(key));
  }

  Iterable<String> keys() {
    return map.entries().keySet();
  }

  Optional<DataNodes> find(String key) {
    return map.get(key).map(node -> of(file, node));
  }

  List<DataNodes> mappings(String key) {
    List<DataNodes> mappings = new ArrayList<>();
    items(key).forEach(item -> mappings.add(of(file, item)));
    return mappings;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    items(key).forEach(item -> texts.add(text(item)));
    return texts;
  }

  boolean has(String key) {
    return map.get(key).isPresent();
  }

  /** Empty when there is no such key. */
  List<String> anyTexts(String key) {
    return has(key) ? texts(key) : List.of();
  }

  /** The lines of a literal; empty when there is no such key. */
  List<String> lines(String key) {
    return map.get(key).map(node -> text(node).lines().toList()).orElse(List.of());
  }

  String text(String key) {
    return text(required(key));
  }

  Optional<String> optional(String key) {
    return map.get(key).map(this::text);
  }

  /** All of it, in the order of the file. */
  Map<String, YamlNode> nodes() {
    Map<String, YamlNode> nodes = new LinkedHashMap<>();
    map.entries().forEach((key, entry) -> nodes.put(key, entry.value()));
    return nodes;
  }

  /** All of it, when its values are scalars. */
  SortedMap<String, String> scalars() {
    SortedMap<String, String> scalars = new TreeMap<>();
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      scalars.put(entry.getKey(), text(entry.getValue().value()));
    }
    return Collections.unmodifiableSortedMap(scalars);
  }

  MinorVersion minor(String key) {
    String text = text(key);
    return MinorVersion.parse(text)
        .orElseThrow(() -> new IllegalStateException(file + ": not a minor: " + text));
  }

  IstioVersion version(String key) {
    String text = text(key);
    return IstioVersion.parse(text)
        .orElseThrow(() -> new IllegalStateException(file + ": not a version: " + text));
  }

  int number(String key) {
    return number(file, text(key));
  }

  static int number(String file, String text) {
    int number = MinorVersion.number(text, 0, text.length());
    if (number < 0) {
      throw new IllegalStateException(file + ": not a number: " + text);
    }
    return number;
  }

  private YamlNode required(String key) {
    return map.get(key).orElseThrow(() -> new IllegalStateException(file + ": missing " + key));
  }

  private List<YamlNode> items(String key) {
    if (required(key) instanceof YamlList list) {
      return list.items();
    }
    throw new IllegalStateException(file + ": " + key + " is not a list");
  }

  private String text(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text();
    }
    throw new IllegalStateException(file + ": " + node.span() + " is not a scalar");
  }
}
