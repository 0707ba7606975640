package dev.meshgen.diff;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What one kind of change means to a running mesh.
 *
 * @param code stable identifier, {@code MD} and four digits
 * @param topic what it is about: {@code exposure}
 * @param places where it applies
 * @param title what happens, without capital and period
 * @param consequence for an operator, one sentence
 * @param restarts what restarts or loses connections; empty if nothing does
 * @param check what to look at after the merge, without capital and period
 */
public record ChangeRule(
    String code,
    String topic,
    Weight weight,
    List<Where> places,
    String title,
    String consequence,
    Optional<String> restarts,
    String check,
    Reach reach) {
  public ChangeRule {
    places = List.copyOf(places);
  }

  /**
   * How far it reaches.
   *
   * @param alone whether it says all there is to say of its field, and of whatever is in it
   * @param inWhole whether it says something about a field of an object that is added as a whole
   * @param inRunning whether it says nothing of a cluster that joins, where nothing runs yet
   */
  public record Reach(boolean alone, boolean inWhole, boolean inRunning) {}

  /**
   * Which objects of a tree.
   *
   * @param kinds as in {@link ObjectId#kind}
   * @param owner tells whose they are: a kind means another thing in another API group
   * @param name with wildcards
   */
  public record ObjectPattern(Set<String> kinds, Predicate<ObjectId> owner, Optional<Glob> name) {
    public ObjectPattern {
      kinds = Set.copyOf(kinds);
    }
  }

  /**
   * A place where a rule applies.
   *
   * @param field of the objects; each as a whole if it has no steps
   * @param before what the text of the old value matches, if that matters
   * @param after the same for the new value
   * @param order of the two values, if that matters
   */
  public record Where(
      ObjectPattern objects,
      FieldPattern field,
      Set<Verb> verbs,
      Optional<Pattern> before,
      Optional<Pattern> after,
      Optional<Order> order) {

    boolean matches(ObjectId id) {
      return objects.kinds().contains(id.kind())
          && objects.name().map(glob -> glob.matches(id.name())).orElse(true)
          && objects.owner().test(id);
    }

    boolean matches(List<String> path, Verb verb, String old, String now) {
      return verbs.contains(verb)
          && field.matches(path)
          && before.map(pattern -> pattern.matcher(old).matches()).orElse(true)
          && after.map(pattern -> pattern.matcher(now).matches()).orElse(true)
          && order.map(wanted -> wanted.holds(old, now)).orElse(true);
    }

    /** How much it says of the place: of two rules, the one that says more is meant. */
    int precision() {
      return field.precision() + (objects.name().isPresent() ? 1 : 0);
    }
  }

  /** How a new value compares with the old one: numbers in them as numbers. */
  enum Order {
    HIGHER,
    LOWER;

    boolean holds(String old, String now) {
      int compared = NaturalOrder.compare(now, old);
      return this == HIGHER ? compared > 0 : compared < 0;
    }
  }
}
