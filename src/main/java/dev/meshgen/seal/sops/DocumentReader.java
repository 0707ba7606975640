package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document as sops' library does, from parser events: values keep the quoting that
 * decides their type, and nothing is ever constructed from a tag. Aliases, tags and duplicate keys
 * are refused; no message quotes the text, which may be a secret somebody forgot to seal.
 */
final class DocumentReader {
  /** Flux decrypts files up to this size. */
  private static final int MAX_LENGTH = 5 << 20;

  private static final int MAX_DEPTH = 32;

  private final Iterator<Event> events;

  private DocumentReader(Iterator<Event> events) {
    this.events = events;
  }

  static DocumentNode.Mapping read(byte[] content) throws SealException {
    if (content.length > MAX_LENGTH) {
      throw malformed("it is larger than " + MAX_LENGTH + " bytes");
    }
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_LENGTH).build();
    try {
      return new DocumentReader(new Parse(settings).parseString(decode(content)).iterator())
          .document();
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> " at line " + (mark.getLine() + 1)).orElse("");
      throw malformed("it is not well-formed YAML" + place);
    } catch (YamlEngineException | IndexOutOfBoundsException e) {
      throw malformed("it is not well-formed YAML");
    }
  }

  static String decode(byte[] content) throws SealException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("it is not UTF-8");
    }
  }

  private DocumentNode.Mapping document() throws SealException {
    Event event = events.next();
    while (event.getEventId() == ID.StreamStart
        || event.getEventId() == ID.DocumentStart
        || event.getEventId() == ID.Comment) {
      event = events.next();
    }
    if (event.getEventId() == ID.StreamEnd) {
      throw malformed("it is empty");
    }
    if (!(node(event, 0) instanceof DocumentNode.Mapping mapping)) {
      throw malformed("it is not a mapping");
    }
    events.next();
    if (events.next().getEventId() != ID.StreamEnd) {
      throw new SealException(Reason.UNSUPPORTED, "it holds more than one document");
    }
    return mapping;
  }

  private DocumentNode node(Event event, int depth) throws SealException {
    if (depth > MAX_DEPTH) {
      throw malformed("it is nested too deeply");
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof CollectionStartEvent start) {
      refuseTag(start.getTag().isPresent() || start.getAnchor().isPresent(), event);
      return start instanceof MappingStartEvent
          ? mapping(start.isFlow(), depth)
          : sequence(start.isFlow(), depth);
    }
    throw new SealException(
        Reason.UNSUPPORTED,
        "it uses an alias" + place(event) + ", which a sealed file never needs");
  }

  private DocumentNode scalar(ScalarEvent scalar) throws SealException {
    boolean tagged = scalar.getTag().isPresent() && !scalar.getTag().get().equals("!");
    refuseTag(tagged || scalar.getAnchor().isPresent(), scalar);
    String value = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN || PlainScalar.isString(value)) {
      return new DocumentNode.Text(value);
    }
    return PlainScalar.isNull(value) ? new DocumentNode.Null() : new DocumentNode.Other(value);
  }

  private DocumentNode mapping(boolean flow, int depth) throws SealException {
    var entries = new LinkedHashMap<String, DocumentNode.Entry>();
    while (true) {
      Event event = events.next();
      if (event.getEventId() == ID.MappingEnd) {
        return new DocumentNode.Mapping(entries, flow);
      }
      if (!(event instanceof ScalarEvent scalar)
          || !(scalar(scalar) instanceof DocumentNode.Text key)) {
        throw malformed("a key" + place(event) + " is not a string");
      }
      int line = event.getStartMark().map(mark -> mark.getLine()).orElse(0);
      int column = event.getStartMark().map(mark -> mark.getColumn()).orElse(0);
      DocumentNode value = node(events.next(), depth + 1);
      if (entries.put(key.value(), new DocumentNode.Entry(line, column, value)) != null) {
        throw malformed("duplicate key" + place(event));
      }
    }
  }

  private DocumentNode sequence(boolean flow, int depth) throws SealException {
    List<DocumentNode> items = new ArrayList<>();
    while (true) {
      Event event = events.next();
      if (event.getEventId() == ID.SequenceEnd) {
        return new DocumentNode.Sequence(List.copyOf(items), flow);
      }
      items.add(node(event, depth + 1));
    }
  }

  private static void refuseTag(boolean present, Event event) throws SealException {
    if (present) {
      throw new SealException(
          Reason.UNSUPPORTED,
          "it has a tag or anchor" + place(event) + ", which sops never writes");
    }
  }

  private static String place(Event event) {
    return event.getStartMark().map(mark -> " at line " + (mark.getLine() + 1)).orElse("");
  }

  private static SealException malformed(String what) {
    return new SealException(Reason.MALFORMED, what);
  }
}
