package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Whether the istiod of a version reads an environment variable. It silently ignores what it does
 * not know.
 */
final class VariableCheck {
  /** Prefixes of Istio's own variables; any other may be for Go or for a library. */
  private static final List<String> OWN =
      List.of("AMBIENT_", "CITADEL_", "DISABLE_", "ENABLE_", "ISTIOD_", "ISTIO_", "PILOT_");

  private final IstioMinor minor;
  private final int patch;
  private final IstioCatalog catalog;

  VariableCheck(IstioMinor minor, int patch, IstioCatalog catalog) {
    this.minor = minor;
    this.patch = patch;
    this.catalog = catalog;
  }

  /** Empty if it is read, or not one of Istio's. */
  Optional<Diagnostic> problem(String name, String where, Span at) {
    Integer first = minor.details().variables().get(name);
    if (first != null && first <= patch) {
      return Optional.empty();
    }
    if (first != null) {
      return Optional.of(
          unknown(
              where, at, "use Istio " + minor.line() + "." + first + " or later, which reads it"));
    }
    for (MinorVersion line : catalog.minors()) {
      boolean later = line.compareTo(minor.line()) > 0;
      MinorDetails details = catalog.find(line).orElseThrow().details();
      if (!later && details.removed().containsKey(name)) {
        return Optional.of(gone(where, at, line, details.removed().get(name)));
      }
      if (later && details.variables().containsKey(name)) {
        return Optional.of(unknown(where, at, "upgrade to Istio " + line + ", which reads it"));
      }
    }
    return isOwn(name) ? Optional.of(misspelt(name, where, at)) : Optional.empty();
  }

  /** What a compatibility version sets a variable to; empty when it does not. */
  Optional<String> setBy(String compatibilityVersion, String name) {
    MinorVersion from = MinorVersion.parse(compatibilityVersion).orElseThrow();
    for (MinorVersion line : catalog.minors()) {
      if (line.compareTo(from) > 0 && line.compareTo(minor.line()) <= 0) {
        for (DefaultChange change : catalog.find(line).orElseThrow().details().changes()) {
          SortedMap<String, String> keep = change.keep().get(Chart.ISTIOD);
          if (change.compatible() && keep != null && keep.containsKey("env." + name)) {
            return Optional.of(keep.get("env." + name));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOwn(String name) {
    for (String prefix : OWN) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private Diagnostic gone(String where, Span at, MinorVersion line, String instead) {
    boolean oldest = line.equals(catalog.minors().first());
    return Diagnostic.of(
            Code.VARIABLE_GONE,
            at,
            "value \"" + where + "\" is a variable that istiod no longer reads")
        .expecting("no such variable since Istio " + line + (oldest ? " or earlier" : ""))
        .hinting(instead.isEmpty() ? "remove it" : "remove it; " + instead);
  }

  private Diagnostic unknown(String where, Span at, String hint) {
    return Diagnostic.of(
            Code.VARIABLE_UNKNOWN,
            at,
            "value \"" + where + "\" is not a variable that istiod " + minor.line() + " reads")
        .hinting(hint);
  }

  private Diagnostic misspelt(String name, String where, Span at) {
    Optional<String> meant = DidYouMean.closest(name, minor.details().variables().keySet());
    String hint = meant.map(DidYouMean::question).orElse("remove it");
    return unknown(where, at, hint);
  }
}
