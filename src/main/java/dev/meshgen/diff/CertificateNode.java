package dev.meshgen.diff;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A certificate as a node: one value for readers, a map of facts for rules. */
final class CertificateNode {
  private static final String SUBJECT = "subject";
  private static final String SERIAL = "serial";
  private static final String NOT_AFTER = "notAfter";
  private static final String SHA256 = "sha256";

  /** Of a serial number, this much tells two certificates apart. */
  private static final int SERIAL_LENGTH = 8;

  private CertificateNode() {}

  static YamlMap of(CertificateDetails certificate, Span span) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(SUBJECT, certificate.subject());
    facts.put("issuer", certificate.issuer());
    facts.put(SERIAL, certificate.serial());
    facts.put("notBefore", certificate.notBefore().toString());
    facts.put(NOT_AFTER, certificate.notAfter().toString());
    facts.put("key", certificate.key().map(KeyKind::id).orElse("other"));
    facts.put(SHA256, certificate.sha256());
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    facts.forEach(
        (key, value) ->
            entries.put(key, new YamlMap.Entry(span, ReadableContent.text(value, span))));
    return new YamlMap(span, entries);
  }

  static boolean is(YamlNode node) {
    return node instanceof YamlMap map
        && map.get(SHA256).isPresent()
        && map.get(SERIAL).isPresent()
        && map.get(NOT_AFTER).isPresent();
  }

  /** {@code O=retail,CN=east intermediate g2 (serial 6b44586b…, until 2027-11-29)}. */
  static String text(YamlNode node) {
    YamlMap map = (YamlMap) node;
    String serial = text(map, SERIAL);
    String subject = text(map, SUBJECT);
    String notAfter = text(map, NOT_AFTER);
    // A tree that was edited by hand may say anything there.
    int day = Math.min(notAfter.length(), "2027-11-29".length());
    String facts =
        "serial "
            + (serial.length() > SERIAL_LENGTH ? serial.substring(0, SERIAL_LENGTH) + "…" : serial)
            + ", until "
            + notAfter.substring(0, day);
    return subject.isEmpty() ? facts : subject + " (" + facts + ")";
  }

  private static String text(YamlMap map, String key) {
    return map.get(key).map(NodeText::unquoted).orElse("");
  }
}
