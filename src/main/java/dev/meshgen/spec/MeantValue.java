package dev.meshgen.spec;

import dev.meshgen.diagnostic.DidYouMean;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private final UnaryOperator<String> newestPatch;

  /**
   * @param newestPatch turns an Istio minor into its newest patch, and what it does not know into
   *     itself
   */
  MeantValue(UnaryOperator<String> newestPatch) {
    this.newestPatch = newestPatch;
  }

  /** Providers of load balancers, by the clouds that have them on generic platforms. */
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("oke", "oci"),
          Map.entry("oci", "oci"),
          Map.entry("oracle", "oci"),
          Map.entry("doks", "digitalocean"),
          Map.entry("digitalocean", "digitalocean"),
          Map.entry("lke", "linode"),
          Map.entry("linode", "linode"),
          Map.entry("iks", "ibm"),
          Map.entry("ibm", "ibm"),
          Map.entry("hetzner", "hetzner"),
          Map.entry("ovh", "ovh"),
          Map.entry("scaleway", "scaleway"),
          Map.entry("kapsule", "scaleway"),
          Map.entry("exoscale", "exoscale"),
          Map.entry("openstack", "openstack"),
          Map.entry("magnum", "openstack"));

  /** What to write in the place of a value that is not listed. */
  static Optional<String> instead(SchemaField field, String text) {
    String provider = PROVIDERS.get(text.toLowerCase(Locale.ROOT));
    boolean named = provider != null && field.name().equals("platform");
    String with = named ? ", with eastWest.loadBalancer.provider: " + provider : "";
    Optional<String> hint =
        listed(field, text).map(value -> "did you mean \"" + value + "\"" + with + "?");
    return hint.isEmpty() && field.name().equals("provider") && field.allowed().contains("metallb")
        ? Optional.of("remove it for any other, and set `class` and `annotations`")
        : hint;
  }

  /** The listed value that is meant. */
  static Optional<String> listed(SchemaField field, String text) {
    String synonym = field.values().synonyms().get(text.toLowerCase(Locale.ROOT));
    return synonym == null ? DidYouMean.closest(text, field.allowed()) : Optional.of(synonym);
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
