package dev.meshgen.spec;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Finds the value that was meant by one that is wrong, so that the hint is what to write. */
final class MeantValue {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]*\\.?[0-9]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern YEARS = Pattern.compile("[1-9][0-9]?y");
  private static final Pattern TWO_NUMBERS = Pattern.compile("[0-9]+\\.[0-9]+");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+){2,}");

  /** A path that leads elsewhere: what it was meant to lead to is unknown. */
  private static final Pattern UPWARDS = Pattern.compile("(^|/)\\.\\.(/|$)");

  private static final int DAYS_OF_YEAR = 365;

  /** No value that is meant has more characters; matching is as deep as a text is long. */
  private static final int LONGEST = 256;

  private static final List<String> PROVIDER =
      List.of("spec", "eastWest", "loadBalancer", "provider");

  private final Schemas schemas;
  private final UnaryOperator<String> newestPatch;

  /**
   * @param newestPatch turns an Istio minor into its newest patch, and what it does not know into
   *     itself
   */
  MeantValue(Schemas schemas, UnaryOperator<String> newestPatch) {
    this.schemas = schemas;
    this.newestPatch = newestPatch;
  }

  /** What to write instead of a value that is not listed. */
  Optional<String> instead(SchemaField field, String text) {
    Optional<String> hint =
        field
            .meant(text)
            .map(value -> "did you mean \"" + value + "\"" + with(field, text, value) + "?");
    return hint.isEmpty() && field.name().equals("provider") && field.allowed().contains("metallb")
        ? Optional.of("remove it for any other, and set `class` and `annotations`")
        : hint;
  }

  /** A cloud that meshgen has no platform for is the provider of load balancers. */
  private String with(SchemaField field, String text, String value) {
    if (!field.name().equals("platform") || field.defaultValue().filter(value::equals).isEmpty()) {
      return "";
    }
    SchemaField provider = schemas.fields("Cluster").find(PROVIDER).orElseThrow();
    String word = text.toLowerCase(Locale.ROOT);
    String named =
        provider.allowed().contains(word) ? word : provider.values().synonyms().get(word);
    return named == null ? "" : ", with eastWest.loadBalancer.provider: " + named;
  }

  /**
   * The value of this form that is meant, as a file would say it: in quotes where it needs them.
   */
  Optional<String> formed(String name, String text, String pattern) {
    if (text.length() > LONGEST || UPWARDS.matcher(text).find()) {
      return Optional.empty();
    }
    Pattern form = Pattern.compile(pattern);
    for (String candidate : candidates(name, text)) {
      if (form.matcher(candidate).find()) {
        return Optional.of(written(candidate));
      }
    }
    return Optional.empty();
  }

  /** A string as YAML takes it for one. */
  static String written(String text) {
    return NUMBER.matcher(text).matches() ? "\"" + text + "\"" : text;
  }

  /** The likeliest first. */
  private List<String> candidates(String name, String text) {
    List<String> candidates = new ArrayList<>();
    String plain = unquoted(text.strip());
    candidates.add(plain);
    String bare = plain.matches("[vV][0-9].*") ? plain.substring(1) : plain;
    candidates.add(bare);
    if (name.equals("version") && TWO_NUMBERS.matcher(bare).matches()) {
      candidates.add(newestPatch.apply(bare));
    }
    if (NUMBERS.matcher(bare).matches()) {
      candidates.add(bare.substring(0, bare.indexOf('.', bare.indexOf('.') + 1)));
    }
    if (DIGITS.matcher(bare).matches()) {
      candidates.add(bare + "d");
    }
    if (YEARS.matcher(bare).matches()) {
      int years = Integer.parseInt(bare.substring(0, bare.length() - 1));
      candidates.add(years * DAYS_OF_YEAR + "d");
    }
    addSpellings(plain, candidates);
    return candidates;
  }

  /** Without quotes that YAML does not know, as programs for texts make them. */
  private static String unquoted(String text) {
    return text.replaceAll("^[\\u2018-\\u201f\\u00ab]+|[\\u2018-\\u201f\\u00bb]+$", "");
  }

  private static void addSpellings(String plain, List<String> candidates) {
    String path = plain.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
    candidates.add(plain.replaceFirst("/+$", ""));
    candidates.add(path);
    candidates.add(path.replaceAll("(/\\.?)+/", "/"));
    candidates.add(plain.toUpperCase(Locale.ROOT));
    String lower = plain.toLowerCase(Locale.ROOT);
    candidates.add(lower);
    candidates.add(lower.replace(" ", ""));
    candidates.add(lower.replaceFirst("^(https?|oci)://", ""));
    candidates.add(lower.replaceAll("[_ ]+", "-"));
    candidates.add(lower.replaceAll("[_ .]+", "-").replaceAll("^-|-$", ""));
    for (String accented : List.of(plain, lower)) {
      String word = Normalizer.normalize(accented, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
      candidates.add(word.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", ""));
    }
  }
}
