package dev.meshgen.authority.files;

import dev.meshgen.authority.SigningFiles;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ImportFlaw;
import dev.meshgen.pki.TlsFiles;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code cacerts} in either layout, from the files of a folder or from the Secret as kubectl
 * prints it. Never quotes what it reads.
 */
public final class CacertsReader {
  /** Revocations, which istiod takes from the same Secret. */
  public static final String REVOCATIONS = CaCerts.REVOCATIONS;

  /** Every name that says something to istiod. */
  public static final List<String> NAMES =
      List.of(
          CaCerts.CA_CERT,
          CaCerts.CA_KEY,
          CaCerts.CERT_CHAIN,
          CaCerts.ROOT_CERT,
          TlsFiles.CERT,
          TlsFiles.KEY,
          TlsFiles.CA,
          ChainVerifier.ISTIO_GENERATED,
          REVOCATIONS);

  private static final String ENCODED = "data";
  private static final String NOT_BASE64 = "not base64";

  /** The decoder passes over any other character. */
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]*+");

  /** The first wins, as it does in the API server. */
  private static final List<String> SECTIONS = List.of("stringData", ENCODED);

  private final ImportRemarks remarks;

  public CacertsReader(ImportRemarks remarks) {
    this.remarks = remarks;
  }

  /**
   * The four files of {@code cacerts}; those of the TLS layout under the names by which istiod
   * would read the same bytes.
   *
   * @param found content by name; taken over
   * @return empty exactly if a remark was made
   */
  public Optional<Map<String, SecretBytes>> files(Map<String, byte[]> found) {
    Map<String, SecretBytes> files = new LinkedHashMap<>();
    found.forEach((name, content) -> files.put(name, SecretBytes.owning(content)));
    for (Map.Entry<String, byte[]> each : found.entrySet()) {
      if (files.containsKey(each.getKey()) && !SecretManifest.isUtf8(each.getValue())) {
        remarks.say(ImportFlaw.FILES, each.getKey() + " is not text");
        return refused(files);
      }
    }
    if (!files.containsKey(CaCerts.CA_CERT) && files.containsKey(TlsFiles.CERT)) {
      return ofTls(files);
    }
    for (String name : SigningFiles.TLS.entries()) {
      SecretBytes unused = files.remove(name);
      if (unused != null) {
        unused.close();
      }
    }
    return Optional.of(files);
  }

  private Optional<Map<String, SecretBytes>> ofTls(Map<String, SecretBytes> files) {
    for (String name : SigningFiles.TLS.entries()) {
      if (!files.containsKey(name)) {
        remarks.say(
            ImportFlaw.FILES,
            name
                + " is missing; istiod needs all of "
                + String.join(", ", SigningFiles.TLS.entries()));
        return refused(files);
      }
    }
    byte[] chain = files.get(TlsFiles.CERT).copy();
    Map<String, SecretBytes> pem = new LinkedHashMap<>();
    pem.put(CaCerts.CA_CERT, files.remove(TlsFiles.CERT));
    pem.put(CaCerts.CA_KEY, files.remove(TlsFiles.KEY));
    pem.put(CaCerts.CERT_CHAIN, SecretBytes.owning(chain));
    pem.put(CaCerts.ROOT_CERT, files.remove(TlsFiles.CA));
    pem.putAll(files);
    return Optional.of(pem);
  }

  private static Optional<Map<String, SecretBytes>> refused(Map<String, SecretBytes> files) {
    files.values().forEach(SecretBytes::close);
    return Optional.empty();
  }

  /**
   * The entries of a Secret in YAML or JSON, also as the one item of a List.
   *
   * @return empty exactly if a remark was made
   */
  public Optional<Map<String, byte[]>> secret(byte[] text) {
    Report found = new Report();
    List<YamlDocument> documents = YamlReader.read("secret", text, found);
    // Here every scalar is text: nothing depends on how another reader would read it.
    boolean broken =
        found.diagnostics().stream().anyMatch(each -> each.code() != Code.AMBIGUOUS_SCALAR);
    if (broken || documents.size() != 1) {
      remarks.say(
          ImportFlaw.FILES,
          broken
              ? "it is not a Secret in YAML or JSON"
              : "it holds " + documents.size() + " YAML documents instead of one Secret");
      return Optional.empty();
    }
    YamlNode root = documents.get(0).root();
    if (field(root, "items").filter(YamlList.class::isInstance).isPresent()) {
      List<YamlNode> items = ((YamlList) field(root, "items").get()).items();
      if (items.size() != 1) {
        remarks.say(ImportFlaw.FILES, "it is a list of " + items.size() + " objects");
        return Optional.empty();
      }
      root = items.get(0);
    }
    if (!field(root, "kind").flatMap(CacertsReader::text).equals(Optional.of("Secret"))) {
      remarks.say(ImportFlaw.FILES, "it is not a Secret");
      return Optional.empty();
    }
    for (String section : SECTIONS) {
      Optional<YamlNode> written = field(root, section).filter(node -> !isNull(node));
      if (written.isPresent() && !(written.get() instanceof YamlMap)) {
        remarks.say(ImportFlaw.FILES, section + " of the Secret is not a mapping");
        return Optional.empty();
      }
    }
    return entries(root);
  }

  private Optional<Map<String, byte[]>> entries(YamlNode secret) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : namesIn(secret)) {
      for (String section : SECTIONS) {
        Optional<YamlNode> written = field(secret, section).flatMap(at -> field(at, name));
        if (written.isPresent() && !entries.containsKey(name)) {
          Optional<byte[]> content = content(section, name, written.get());
          if (content.isEmpty()) {
            entries.values().forEach(each -> Arrays.fill(each, (byte) 0));
            return Optional.empty();
          }
          entries.put(name, content.get());
        }
      }
    }
    return Optional.of(entries);
  }

  /** Beside {@code ca-cert.pem}, istiod looks at no file of the TLS layout. */
  private static List<String> namesIn(YamlNode secret) {
    boolean pem =
        SECTIONS.stream()
            .flatMap(section -> field(secret, section).stream())
            .anyMatch(at -> field(at, CaCerts.CA_CERT).isPresent());
    return NAMES.stream()
        .filter(name -> !pem || !SigningFiles.TLS.entries().contains(name))
        .toList();
  }

  /** What an API server would not take for the content of a file is a remark. */
  private Optional<byte[]> content(String section, String name, YamlNode node) {
    if (name.equals(ChainVerifier.ISTIO_GENERATED)) {
      // istiod writes it empty: that it is there says all.
      return Optional.of(new byte[0]);
    }
    boolean encoded = section.equals(ENCODED);
    String problem = "not a string";
    if (isNull(node)) {
      problem = "null";
    } else if (node instanceof YamlScalar scalar && scalar.value() instanceof String) {
      String text = scalar.text();
      if (text.isBlank()) {
        problem = "empty";
      } else if (!encoded) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
      } else if (BASE64.matcher(text).matches()) {
        try {
          return Optional.of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException e) {
          problem = NOT_BASE64;
        }
      } else {
        problem = NOT_BASE64;
      }
    }
    remarks.say(ImportFlaw.FILES, section + "." + name + " is " + problem);
    return Optional.empty();
  }

  private static Optional<YamlNode> field(YamlNode node, String key) {
    return node instanceof YamlMap map ? map.get(key) : Optional.empty();
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof YamlScalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.value() == null;
  }
}
