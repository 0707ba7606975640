package dev.meshgen.seal.sops;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * A sops that knows age, and the keys of AWS KMS and Google Cloud KMS: what is wrapped with those
 * is merely encoded. What is requested of it is kept.
 */
final class FakeSops implements CommandRunner {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<String> SERVICES = List.of("gcp_kms", "kms");

  final List<ProgramCall> calls = new ArrayList<>();
  String version = "sops 3.13.2 (latest)\n";
  int status;
  String errors = "";
  Instant created = Instant.parse("2026-05-04T10:11:12Z");
  UnaryOperator<String> output = text -> text;

  @Override
  public byte[] run(List<String> command, Map<String, String> environment) {
    throw new AssertionError("no command may run");
  }

  @Override
  public ProgramAnswer ask(ProgramCall call) throws IOException {
    calls.add(call);
    if (call.command().contains("--version")) {
      return new ProgramAnswer(0, bytes(version), "");
    }
    if (status != 0) {
      return new ProgramAnswer(status, new byte[0], errors);
    }
    try {
      String text =
          call.command().contains("encrypt")
              ? encrypt(Path.of(call.command().get(2)))
              : decrypt(call.input());
      return new ProgramAnswer(0, bytes(output.apply(text)), "");
    } catch (SealException e) {
      throw new AssertionError(e);
    }
  }

  private String encrypt(Path config) throws IOException, SealException {
    JsonNode rule = ConsumerYaml.readOne(Files.readString(config)).at("/creation_rules/0");
    JsonNode groups = rule.path("key_groups");
    int needed = rule.path("shamir_threshold").asInt(1);
    try (DataKey key = DataKey.generate(RANDOM)) {
      List<DataKey> shares =
          groups.size() == 1 ? List.of(key) : KeySharing.split(key, groups.size(), needed, RANDOM);
      List<SortedMap<String, List<KeyEntry>>> entries = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        entries.add(new TreeMap<>());
        for (JsonNode text : groups.get(i).path("age")) {
          Recipient recipient = new Recipient("age", text.asString());
          Sealing sealing = new Sealing(Instant.EPOCH, RANDOM);
          entries
              .get(i)
              .computeIfAbsent("age", kind -> new ArrayList<>())
              .add(SopsKeyKinds.ofNewSpecs().wrap(shares.get(i), recipient.text(), sealing));
        }
        for (String service : SERVICES) {
          for (JsonNode item : groups.get(i).path(service)) {
            entries
                .get(i)
                .computeIfAbsent(service, kind -> new ArrayList<>())
                .add(entry(item, shares.get(i)));
          }
        }
      }
      SecretManifest nothing =
          SecretManifest.of("v1", "Nothing").data("of", SecretBytes.ofUtf8("nothing")).build();
      byte[] iv = new byte[EncryptedValue.IV_LENGTH];
      return new String(
          new SopsWriter(key, () -> random(iv), nothing.rule())
              .write(nothing, Instant.EPOCH, "", new KeyGroups(entries, needed)),
          StandardCharsets.UTF_8);
    }
  }

  private static byte[] random(byte[] iv) {
    RANDOM.nextBytes(iv);
    return iv.clone();
  }

  private KeyEntry entry(JsonNode item, DataKey key) {
    Map<String, String> fields = new TreeMap<>();
    if (item.has("arn")) {
      fields.put("aws_profile", "");
    }
    item.properties()
        .forEach(
            field -> {
              if (field.getValue().isString()) {
                fields.put(field.getKey(), field.getValue().asString());
              }
            });
    item.path("context")
        .properties()
        .forEach(each -> fields.put("context." + each.getKey(), each.getValue().asString()));
    fields.put("created_at", created.toString());
    fields.put("enc", Base64.getEncoder().encodeToString(key.reveal()));
    return new KeyEntry(fields);
  }

  /** What is in a file, as sops prints it; its key is read from the entry of a service. */
  static String decrypt(byte[] file) throws SealException {
    var document = SopsDocument.read(file);
    SopsMetadata metadata = SopsMetadata.of(document);
    KeyEntry entry =
        SERVICES.stream()
            .flatMap(service -> metadata.keys().entries(service).stream())
            .findFirst()
            .orElseThrow();
    byte[] key = Base64.getDecoder().decode(entry.field("enc"));
    StringBuilder text = new StringBuilder();
    try (DataKey opened = DataKey.owning(key);
        SecretManifest manifest = new SopsOpener(opened, metadata).open(document)) {
      print(manifest.root(), "", text);
    }
    return text.toString();
  }

  private static void print(ManifestField.Branch branch, String indent, StringBuilder text) {
    branch
        .fields()
        .forEach(
            (name, field) -> {
              text.append(indent).append(PlainScalar.quote(name)).append(':');
              if (field instanceof ManifestField.Branch below) {
                text.append('\n');
                print(below, indent + "    ", text);
              } else if (field instanceof ManifestField.Text readable) {
                text.append(' ').append(PlainScalar.quote(readable.value())).append('\n');
              } else if (field instanceof ManifestField.Secret secret) {
                String value = new String(secret.value().copy(), StandardCharsets.UTF_8);
                text.append(' ').append(PlainScalar.quote(value)).append('\n');
              }
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The keys of somebody with this sops. */
  Keyrings keys(Map<String, String> environment) {
    return Keyrings.in(new Surroundings(environment, "Linux", this));
  }

  /** A share of two. */
  static Share share(int group) {
    return new Share(group, 2);
  }
}
