package dev.meshgen.istio;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The Istio minors that meshgen knows. The file of a minor is read on first use, and only once,
 * also with several threads.
 */
public final class IstioCatalog {
  private static final String FOLDER = "/templates/istio/versions/";

  private final SortedSet<MinorVersion> known;
  private final Map<String, IstioMinor> loaded = new ConcurrentHashMap<>();

  private IstioCatalog(SortedSet<MinorVersion> known) {
    this.known = known;
  }

  /** The catalog that is built into meshgen. */
  public static IstioCatalog builtIn() {
    return BuiltIn.CATALOG;
  }

  /** Read on first use; it never changes. */
  private static final class BuiltIn {
    private static final IstioCatalog CATALOG = read();
  }

  private static IstioCatalog read() {
    SortedSet<MinorVersion> known = new TreeSet<>();
    String index = new String(resource("index"), StandardCharsets.UTF_8);
    index.lines().forEach(line -> known.add(MinorVersion.parse(line).orElseThrow()));
    return new IstioCatalog(known);
  }

  /** The oldest minor that matches, if any. Reads files until it is found. */
  public Optional<IstioMinor> oldest(Predicate<IstioMinor> so) {
    for (MinorVersion line : known) {
      Optional<IstioMinor> minor = find(line).filter(so);
      if (minor.isPresent()) {
        return minor;
      }
    }
    return Optional.empty();
  }

  /** Every minor there is a file for, oldest first. */
  public SortedSet<MinorVersion> minors() {
    return Collections.unmodifiableSortedSet(known);
  }

  /** What is known of a minor; empty when meshgen does not know it. */
  public Optional<IstioMinor> find(MinorVersion minor) {
    if (!known.contains(minor)) {
      return Optional.empty();
    }
    return Optional.of(
        loaded.computeIfAbsent(
            minor.toString(),
            line -> MinorFile.read(FOLDER + line + ".yaml", resource(line + ".yaml"))));
  }

  /** What is known of the minor of a version, whether or not that patch exists. */
  public Optional<IstioMinor> find(IstioVersion version) {
    return find(version.line());
  }

  private static byte[] resource(String name) {
    return DataNodes.resource(FOLDER + name);
  }
}
