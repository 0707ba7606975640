package dev.meshgen.yaml;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Writes trees as block-style YAML that YAML 1.1 and YAML 1.2 parsers read alike.
 *
 * <p>Keys keep the order of their map. Strings of several lines become literal blocks where a block
 * can hold them.
 */
public final class YamlWriter {
  private static final YAMLFactory UNICODE = factory(true);
  private static final YAMLFactory ASCII = factory(false);

  private YamlWriter() {}

  /**
   * The text of one document, without marker, ending in a line feed.
   *
   * @param tree maps with string keys, iterables, strings, numbers, booleans, null, and {@link
   *     YamlNode}s, whose numbers keep their source text
   * @throws IllegalArgumentException for anything else, and for what YAML cannot hold (a lone
   *     surrogate, NaN)
   */
  public static String write(Object tree) {
    StringWriter out = new StringWriter();
    // Unescaped, the emitter would print a few characters that parsers fold, drop or refuse.
    YAMLFactory factory = isPrintable(tree) ? UNICODE : ASCII;
    try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      node(generator, tree);
    }
    return out.toString();
  }

  private static YAMLFactory factory(boolean unicode) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setMaxSimpleKeyLength(1024)
            .setUseUnicodeEncoding(unicode)
            .setBestLineBreak("\n")
            .build();
    return YAMLFactory.builder()
        .dumperOptions(settings)
        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
        .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
        .stringQuotingChecker(new QuoteAllButWords())
        .build();
  }

  /** Jackson's own checker leaves plain what YAML 1.1 reads as a number, date or boolean. */
  private static final class QuoteAllButWords extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return !YamlText.isPlain(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return !YamlText.isPlain(value);
    }
  }

  private static void node(JsonGenerator out, Object node) {
    if (node == null) {
      out.writeNull();
    } else if (node instanceof String text) {
      out.writeString(text);
    } else if (node instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (node instanceof Number number) {
      out.writeNumber(number(number));
    } else if (node instanceof Map<?, ?> map) {
      map(out, map);
    } else if (node instanceof Iterable<?> items) {
      list(out, items);
    } else if (node instanceof YamlNode yaml) {
      yaml(out, yaml);
    } else {
      throw new IllegalArgumentException("not a YAML node: " + node.getClass().getName());
    }
  }

  private static void map(JsonGenerator out, Map<?, ?> map) {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException("a key that is not a string");
      }
      out.writeName(key);
      node(out, entry.getValue());
    }
    out.writeEndObject();
  }

  private static void list(JsonGenerator out, Iterable<?> items) {
    out.writeStartArray();
    for (Object item : items) {
      node(out, item);
    }
    out.writeEndArray();
  }

  private static void yaml(JsonGenerator out, YamlNode node) {
    if (node instanceof YamlMap map) {
      out.writeStartObject();
      for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
        out.writeName(entry.getKey());
        yaml(out, entry.getValue().value());
      }
      out.writeEndObject();
    } else if (node instanceof YamlList list) {
      list(out, list.items());
    } else if (node instanceof YamlScalar scalar) {
      boolean asWritten = scalar.value() instanceof Number && PlainNumber.isNumber(scalar.text());
      if (asWritten) {
        out.writeNumber(scalar.text());
      } else {
        node(out, scalar.value());
      }
    }
  }

  private static String number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return YamlText.scalar(new BigDecimal(number.toString()));
    }
    if (number instanceof Short || number instanceof Byte) {
      return YamlText.scalar(number.intValue());
    }
    return YamlText.scalar(number);
  }

  /** Whether no string in the tree needs more than a raw character. */
  private static boolean isPrintable(Object node) {
    if (node instanceof String text) {
      return isPrintable(text);
    }
    if (node instanceof Map<?, ?> map) {
      return isPrintable(map.keySet()) && isPrintable(map.values());
    }
    if (node instanceof Iterable<?> items) {
      for (Object item : items) {
        if (!isPrintable(item)) {
          return false;
        }
      }
      return true;
    }
    if (node instanceof YamlMap map) {
      return isPrintable(map.entries());
    }
    if (node instanceof YamlMap.Entry entry) {
      return isPrintable(entry.value());
    }
    if (node instanceof YamlList list) {
      return isPrintable(list.items());
    }
    return !(node instanceof YamlScalar scalar) || isPrintable(scalar.value());
  }

  private static boolean isPrintable(String text) {
    if (YamlText.loneSurrogate(text) >= 0) {
      throw new IllegalArgumentException("a lone surrogate is not text");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && !YamlText.isPrintable(c)) {
        return false;
      }
    }
    return true;
  }
}
