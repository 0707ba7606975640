package dev.meshgen.render;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.ValueCode;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lets a template see the components of the innermost record, and nothing else.
 *
 * <p>{@code {{a.b}}} is a component of a component. {@code {{#list?}}} asks whether a list has
 * items, and {@code {{#record?}}} whether an optional record is there: a section that is shown
 * once, for what surrounds them.
 *
 * <p>Mustache's own handler prints nothing for a name it does not find, looks outward through every
 * scope, and reaches {@code toString}; each of those would turn a typo into wrong output.
 */
final class RecordHandler implements ObjectHandler {
  private static final String QUESTION = "?";

  private final Map<Class<?>, Map<String, Method>> components = new ConcurrentHashMap<>();
  private final Function<Object, String> printer;

  /** Creates a handler that prints values with {@code printer}. */
  RecordHandler(Function<Object, String> printer) {
    this.printer = printer;
  }

  @Override
  public Binding createBinding(String name, TemplateContext context, Code code) {
    if (name == null) {
      // The template itself, which is not a component.
      return scopes -> null;
    }
    Lookup lookup = new Lookup(name);
    if (!(code instanceof ValueCode)) {
      return lookup::in;
    }
    return scopes -> {
      Object value = lookup.in(scopes);
      if (value == null) {
        // Mustache would print nothing, and YAML read that as null.
        throw new MustacheException("\"" + name + "\" is absent");
      }
      return value;
    };
  }

  @Override
  public Wrapper find(String name, List<Object> scopes) {
    return new Lookup(name)::in;
  }

  @Override
  public Object coerce(Object object) {
    return object instanceof Optional<?> optional ? optional.orElse(null) : object;
  }

  @Override
  public Writer iterate(Iteration iteration, Writer writer, Object object, List<Object> scopes) {
    Writer current = writer;
    if (object instanceof Iterable<?> items) {
      for (Object item : items) {
        current = iteration.next(current, item, scopes);
      }
      return current;
    }
    return isFalse(object)
        ? current
        : iteration.next(current, object instanceof Boolean ? null : object, scopes);
  }

  @Override
  public Writer falsey(Iteration iteration, Writer writer, Object object, List<Object> scopes) {
    boolean empty = object instanceof List<?> list && list.isEmpty();
    return isFalse(object) || empty ? iteration.next(writer, null, scopes) : writer;
  }

  @Override
  public String stringify(Object object) {
    return printer.apply(object);
  }

  private static boolean isFalse(Object object) {
    return object == null || Boolean.FALSE.equals(object);
  }

  /** A name in a template: components one within the other, and perhaps the question. */
  private final class Lookup {
    private final String name;
    private final Step[] path;
    private final boolean asks;

    Lookup(String name) {
      this.name = name;
      this.asks = name.endsWith(QUESTION);
      String components = asks ? name.substring(0, name.length() - QUESTION.length()) : name;
      this.path =
          name.equals(".")
              ? new Step[0]
              : Stream.of(components.split("\\.", -1)).map(Step::new).toArray(Step[]::new);
    }

    Object in(List<Object> scopes) {
      Object value = scopes.get(scopes.size() - 1);
      for (Step step : path) {
        value = step.of(value);
      }
      return asks ? hasItems(value) : value;
    }

    private boolean hasItems(Object value) {
      if (value instanceof List<?> items) {
        return !items.isEmpty();
      }
      if (value == null || value instanceof Record) {
        return value != null;
      }
      throw new MustacheException("\"" + name + "\" asks for the items of what is not a list");
    }

    /** One component, with what it was last read by: a tag sees records of one class. */
    private final class Step {
      private final String component;
      private Accessor last;

      Step(String component) {
        this.component = component;
      }

      Object of(Object record) {
        if (record == null) {
          throw new MustacheException("\"" + name + "\" looks into what is absent");
        }
        // A race costs another thread a look-up.
        Accessor accessor = last;
        if (accessor == null || accessor.type() != record.getClass()) {
          accessor = accessor(record.getClass());
          last = accessor;
        }
        try {
          return coerce(accessor.method().invoke(record));
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new MustacheException("cannot read \"" + name + "\"", e);
        }
      }

      private Accessor accessor(Class<?> type) {
        Method found = componentsOf(type).get(component);
        if (found == null) {
          throw new MustacheException(
              type.getSimpleName() + " has no component \"" + component + "\"");
        }
        return new Accessor(type, found);
      }
    }
  }

  /** The method that reads a component of a record. */
  private record Accessor(Class<?> type, Method method) {}

  private Map<String, Method> componentsOf(Class<?> type) {
    Map<String, Method> known = components.get(type);
    if (known == null) {
      known = new ConcurrentHashMap<>();
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          component.getAccessor().setAccessible(true);
          known.put(component.getName(), component.getAccessor());
        }
      }
      components.put(type, known);
    }
    return known;
  }
}
