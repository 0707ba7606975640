package dev.meshgen.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where in the spec fields of a name belong, for a hint at one that is in the wrong place. */
final class FieldPlaces {
  private static final int MOST = 3;

  private final Schemas schemas;

  FieldPlaces(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * Names the place where another kind of document has the field; else places in the same kind, or
   * in another; empty if none.
   *
   * @param path of what has the field now
   */
  String hint(String kind, List<String> path, String name) {
    List<String> whole = new ArrayList<>(path);
    whole.add(name);
    for (String other : Schemas.KINDS) {
      if (path.size() > 1 && !other.equals(kind) && schemas.fields(other).find(whole).isPresent()) {
        return "it belongs under " + String.join(".", path) + " of the " + other;
      }
    }
    Set<String> own = places(kind, name);
    if (!own.isEmpty()) {
      return "it belongs under " + String.join(" or ", own);
    }
    for (String other : Schemas.KINDS) {
      Set<String> places = other.equals(kind) ? Set.<String>of() : places(other, name);
      if (!places.isEmpty()) {
        return "it belongs under " + String.join(" or ", places) + " of the " + other;
      }
    }
    return "";
  }

  private Set<String> places(String kind, String name) {
    List<List<String>> found = new ArrayList<>();
    search(schemas.fields(kind), name, List.of(), found);
    int nearest = found.stream().mapToInt(List::size).min().orElse(0);
    Set<String> places = new LinkedHashSet<>();
    for (List<String> place : found) {
      if (place.size() == nearest && places.size() < MOST) {
        places.add(String.join(".", place));
      }
    }
    return places;
  }

  /** Lists have no single place: what is in their items is passed over. */
  private static void search(
      SchemaField at, String name, List<String> path, List<List<String>> found) {
    for (SchemaField field : at.fields().values()) {
      if (field.name().equals(name) && !path.isEmpty()) {
        found.add(path);
      }
      List<String> below = new ArrayList<>(path);
      below.add(field.name());
      search(field, name, below, found);
    }
  }
}
