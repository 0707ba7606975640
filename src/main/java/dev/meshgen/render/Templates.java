package dev.meshgen.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.meshgen.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/**
 * The templates in {@code templates/}, compiled once and safe to render from many threads.
 *
 * <p>In a YAML template a tag is one whole scalar: after {@code key: } or {@code - }, at the end of
 * its line, or as the key of a line. Its value is quoted by its type, so no value can change the
 * document around it; anything composed of parts is composed in Java. A test refuses a template
 * that breaks the rule.
 */
public final class Templates {
  private static final String FOLDER = "/templates/";
  private static final String SUFFIX = ".mustache";

  private final DefaultMustacheFactory yaml;
  private final DefaultMustacheFactory markdown;
  private final DefaultMustacheFactory html;
  private final DefaultMustacheFactory shell;
  private final Map<String, Mustache> compiled = new ConcurrentHashMap<>();

  public Templates() {
    this((name, text) -> text);
  }

  /**
   * The same with other texts.
   *
   * @param edit makes the text that is compiled, of the name of a template and its own text
   */
  private Templates(BinaryOperator<String> edit) {
    yaml = new Factory(new RecordHandler(YamlText::scalar), edit);
    markdown = new Factory(new RecordHandler(MarkdownText::escape), edit);
    html = new Factory(new RecordHandler(HtmlText::escape), edit);
    shell = new Factory(new RecordHandler(ShellText::escape), edit);
  }

  /** Templates whose lines carry {@link TemplateMarks}. */
  static Templates marked() {
    return new Templates(TemplateMarks::in);
  }

  /** The templates that are built into meshgen. */
  public static Templates builtIn() {
    return BuiltIn.TEMPLATES;
  }

  private static final class BuiltIn {
    private static final Templates TEMPLATES = new Templates();
  }

  /** Renders {@code name}, a path below {@code templates/} without {@code .mustache}. */
  public String render(String name, Object view) {
    StringBuilder out = new StringBuilder(1024);
    render(name, view, out);
    return out.toString();
  }

  /** The same, behind what is in {@code out} already. */
  void render(String name, Object view, StringBuilder out) {
    Mustache template = compiled.get(name);
    if (template == null) {
      template = compile(name);
      compiled.put(name, template);
    }
    template.execute(new BuilderWriter(out), view);
  }

  private Mustache compile(String name) {
    return factory(name).compile(name + SUFFIX);
  }

  private DefaultMustacheFactory factory(String name) {
    if (name.endsWith(".sh")) {
      return shell;
    }
    return name.endsWith(".md") ? markdown : name.endsWith(".html") ? html : yaml;
  }

  /**
   * Mustache's factory, with the escaping of a handler alone, and with nowhere to read from but our
   * templates.
   */
  private static final class Factory extends DefaultMustacheFactory {
    private final BinaryOperator<String> edit;

    Factory(RecordHandler handler, BinaryOperator<String> edit) {
      this.edit = edit;
      setObjectHandler(handler);
    }

    @Override
    public Reader getReader(String name) {
      String template = name.substring(0, name.length() - SUFFIX.length());
      return new StringReader(edit.apply(template, read(name)));
    }

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String read(String name) {
      try (InputStream in = Templates.class.getResourceAsStream(FOLDER + name)) {
        if (in == null) {
          throw new IllegalStateException("no template " + name);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
