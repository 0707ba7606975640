package dev.meshgen.diff;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.RootRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Pairs of trees, one for each place of a rule: {@code src/test/resources/diff/<topic>.yaml}, and
 * {@code <engine>.yaml} for the objects of an engine. With {@code cluster}, the one of the second
 * tree has that name.
 */
final class Fixtures {
  private static final Path FOLDER = Path.of("src/test/resources/diff");
  private static final Pattern CERTIFICATE = Pattern.compile("\\(([a-z ]+)\\)");
  private static final String LIST = "list of ";
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private final Map<String, Object> objects;
  private final Map<String, CertificateAuthority> roots = new HashMap<>();
  private final Map<String, String> certificates = new HashMap<>();

  /**
   * A pair of trees.
   *
   * @param code of the rule that it is made for
   * @param with codes of the rules that apply as well
   */
  record Fixture(
      String code,
      List<String> with,
      SortedMap<String, byte[]> before,
      SortedMap<String, byte[]> after) {
    List<String> codes() {
      List<String> codes = new ArrayList<>(with);
      codes.add(code);
      return codes.stream().sorted().toList();
    }
  }

  Fixtures() {
    objects = new HashMap<>(map(load(FOLDER.resolve("objects.yaml"))));
  }

  List<Fixture> all() {
    List<Fixture> all = new ArrayList<>();
    for (String topic : ChangeRules.topics()) {
      ((List<?>) load(FOLDER.resolve(topic + ".yaml"))).forEach(each -> all.add(fixture(each)));
    }
    for (EngineType engine : Engines.TYPES) {
      Map<String, Object> own = map(load(FOLDER.resolve(engine.id() + ".yaml")));
      objects.putAll(map(own.get("objects")));
      ((List<?>) own.get("changes")).forEach(each -> all.add(fixture(each)));
    }
    return all;
  }

  private Fixture fixture(Object written) {
    Map<String, Object> fixture = map(written);
    List<String> with = new ArrayList<>();
    ((List<?>) fixture.getOrDefault("with", List.of())).forEach(code -> with.add(code.toString()));
    return new Fixture(
        fixture.get("code").toString(), with, tree(fixture, "before"), tree(fixture, "after"));
  }

  private SortedMap<String, byte[]> tree(Map<String, Object> fixture, String side) {
    Map<String, Object> object = map(objects.get(fixture.get("of").toString()));
    SortedMap<String, byte[]> tree = new TreeMap<>();
    if (fixture.containsKey(side)) {
      Object fields = fixture.get(side);
      String text =
          fields instanceof String raw
              ? raw
              : dump(over(map(object.getOrDefault("content", Map.of())), map(fields)));
      String file = object.get("file").toString();
      boolean renamed = side.equals("after") && fixture.containsKey("cluster");
      tree.put(
          renamed ? file.replace("/east/", "/" + fixture.get("cluster") + "/") : file,
          (fields instanceof String ? certificates(text) : text).getBytes(StandardCharsets.UTF_8));
    }
    return tree;
  }

  private Map<String, Object> over(Map<String, Object> base, Map<String, Object> top) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    top.forEach(
        (key, value) -> {
          boolean both = merged.get(key) instanceof Map && value instanceof Map;
          merged.put(
              key,
              both
                  ? over(map(merged.get(key)), map(value))
                  : value instanceof String text
                      ? certificates(text)
                      : value instanceof Map ? over(Map.of(), map(value)) : value);
        });
    return merged;
  }

  private String certificates(String text) {
    return CERTIFICATE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    certificates.computeIfAbsent(found.group(1), this::certificate)));
  }

  /** {@code root a}, {@code b below root a}, {@code list of root a revoking ab}. */
  private String certificate(String name) {
    if (name.startsWith(LIST)) {
      String[] parts = name.substring(LIST.length()).split(" revoking ");
      try {
        return RevocationList.sign(root(parts[0]), List.of(parts).subList(1, parts.length), NOW)
            .pem();
      } catch (PkiException e) {
        throw new IllegalStateException(e);
      }
    }
    int below = name.indexOf(" below ");
    if (below < 0) {
      return root(name).certificatePem();
    }
    String what = name.substring(0, below);
    KeyKind key = what.equals("rsa") ? KeyKind.RSA_2048 : KeyKind.ECDSA_P256;
    Duration validity = Duration.ofDays(what.equals("short") ? 30 : 365);
    IntermediateRequest request =
        new IntermediateRequest("shop", "east", 1, "shop.example", key, validity);
    try (CertificateAuthority made =
        issuer().issueIntermediate(root(name.substring(below + 7)), request)) {
      return made.certificatePem();
    } catch (PkiException e) {
      throw new IllegalStateException(e);
    }
  }

  private CertificateAuthority root(String name) {
    return roots.computeIfAbsent(
        name,
        made ->
            issuer()
                .issueRoot(
                    new RootRequest(
                        made.replace(' ', '-'), 1, KeyKind.ECDSA_P256, Duration.ofDays(3650))));
  }

  private static CertificateIssuer issuer() {
    return new CertificateIssuer(new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Object load(Path file) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String dump(Object content) {
    return new Dump(DumpSettings.builder().build()).dumpToString(content);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return Optional.ofNullable((Map<String, Object>) node).orElse(Map.of());
  }
}
