package dev.meshgen.seal.sops;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Manifests to seal, and a way to see all of one. */
final class Manifests {
  private static final String[] PIECES = {
    "a",
    "Z",
    "0",
    "-",
    ":",
    " ",
    "#",
    "'",
    "\"",
    "\\",
    "\n",
    "\t",
    "é",
    "日",
    "😀",
    "\u0085",
    "\u2028",
    "{",
    "[",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "yes",
    "null",
    "1e3",
    "ENC[AES256_GCM,data:",
    "=",
    ",",
    "\u0000",
    "\u007f",
    "\ufeff",
    "-----BEGIN PRIVATE KEY-----\n",
  };

  private Manifests() {}

  static SecretManifest cacerts() {
    return SecretManifest.of("v1", "Secret")
        .name("cacerts")
        .namespace("istio-system")
        .label("topology.istio.io/network", "east")
        .annotation("networking.istio.io/cluster", "1.10")
        .type("Opaque")
        .stringData(
            "ca-cert.pem",
            SecretBytes.ofUtf8("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"))
        .stringData(
            "ca-key.pem",
            SecretBytes.ofUtf8(
                "-----BEGIN %1$s-----\nSECRETSECRET\n-----END %1$s-----\n"
                    .formatted("PRIVATE KEY")))
        .stringData("empty", SecretBytes.ofUtf8(""))
        .stringData("unicode", SecretBytes.ofUtf8("Rööt 😀\r\n"))
        .build();
  }

  /** One in which only the key is sealed. */
  static SecretManifest readable() {
    String certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    return SecretManifest.of("v1", "Secret")
        .name("cacerts")
        .certificate("ca-cert.pem", certificate)
        .stringData("ca-key.pem", SecretBytes.ofUtf8("SECRETSECRET\n"))
        .certificate("root-cert.pem", certificate + certificate)
        .build();
  }

  static SecretManifest random(SplittableRandom dice) {
    var builder = SecretManifest.of("meshgen.dev/v1alpha1", text(dice)).name(text(dice));
    for (int n = dice.nextInt(4); n > 0; n--) {
      builder.label("l" + n, text(dice)).annotation(text(dice) + n, text(dice));
    }
    for (int n = dice.nextInt(4); n > 0; n--) {
      builder.data(text(dice) + n, SecretBytes.ofUtf8(text(dice)));
      builder.stringData("s" + n, SecretBytes.ofUtf8(text(dice).repeat(dice.nextInt(50))));
    }
    return builder.build();
  }

  private static String text(SplittableRandom dice) {
    var text = new StringBuilder();
    for (int n = dice.nextInt(6); n > 0; n--) {
      text.append(PIECES[dice.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Every leaf, in order; secrets in the clear. */
  static Map<String, String> flat(SecretManifest manifest) {
    var leaves = new LinkedHashMap<String, String>();
    flatten(manifest.root(), "", leaves);
    return leaves;
  }

  private static void flatten(ManifestField field, String path, Map<String, String> into) {
    if (field instanceof ManifestField.Branch branch) {
      branch.fields().forEach((key, value) -> flatten(value, path + "/" + key, into));
    } else if (field instanceof ManifestField.Text text) {
      into.put(path, text.value());
    } else if (field instanceof ManifestField.Secret secret) {
      into.put(path, "secret " + new String(secret.value().copy(), StandardCharsets.UTF_8));
    }
  }

  /** The list of a sealed file with one key of AWS. */
  static String kms(String arn) {
    return "    kms: [{arn: " + arn + ", created_at: \"2026-01-01T00:00:00Z\", enc: AA==}]\n";
  }

  /** As sops prints it when its configuration asks for two spaces. */
  static String narrow(String file) {
    var narrow = new StringBuilder();
    for (String line : file.lines().toList()) {
      int indent = line.length() - line.stripLeading().length();
      int now = indent == 12 ? 8 : indent == 10 ? 6 : indent / 2;
      narrow.append(" ".repeat(now)).append(line.stripLeading()).append('\n');
    }
    return narrow.toString();
  }
}
