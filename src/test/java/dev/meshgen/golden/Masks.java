package dev.meshgen.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The one place that says what a golden tree does not hold: bytes that come from randomness.
 * Goldens are rendered with real keys, under a clock that does not move; then
 *
 * <ul>
 *   <li>in sealed files, what is in {@code ENC[…]} and between the lines of an age or PGP envelope,
 *       and the data key that a service has wrapped,
 *   <li>in what a controller of Sealed Secrets opens, the values,
 *   <li>in locks and in what fetches a key, the last part of the path of the key,
 *   <li>in locks, {@code sha256}, {@code serial}, {@code publicKey} and {@code issuer},
 *   <li>in the README, the fingerprints of certificates,
 *   <li>in {@code root-cert.pem} and in sealed files, the certificates; the requests for some, and
 *       the lists that some have signed
 * </ul>
 *
 * <p>are replaced by the word {@code masked}. All else is compared to the byte: digests of inputs,
 * recipients, dates, and the shape of what is masked.
 */
final class Masks {
  private static final String MASK = "masked";
  private static final String HEX_64 = "[0-9a-f]{64}";

  private static final List<Mask> MASKS =
      List.of(
          new Mask(
              ".*\\.sops\\.yaml",
              "ENC\\[AES256_GCM,data:([A-Za-z0-9+/=]+),iv:([A-Za-z0-9+/=]{44}),tag:([A-Za-z0-9+/=]{24}),type:(?:str|bytes)\\]"),
          new Mask(
              ".*\\.sops\\.yaml",
              "-----BEGIN AGE ENCRYPTED FILE-----\n *([A-Za-z0-9+/=]+(?:\n *[A-Za-z0-9+/=]+)*)\n *-----END AGE ENCRYPTED FILE-----"),
          new Mask(
              ".*\\.sops\\.yaml",
              "-----BEGIN PGP MESSAGE-----\n\n *([A-Za-z0-9+/=]+(?:\n *[A-Za-z0-9+/=]+)*)\n *-----END PGP MESSAGE-----"),
          new Mask(".*\\.sops\\.yaml", "\n +enc: ([A-Za-z0-9+/=]{44,})\n"),
          new Mask(".*meshgen\\.lock", " sha256: \"(" + HEX_64 + ")\""),
          new Mask(".*meshgen\\.lock", " publicKey: \"(" + HEX_64 + ")\""),
          new Mask(".*meshgen\\.lock", " issuer: \"(" + HEX_64 + ")\""),
          new Mask(".*meshgen\\.lock", " serial: \"([0-9a-f]{31,40})\""),
          new Mask(".*meshgen\\.lock|.*\\.vault\\.yaml", "/([0-9a-f]{32})\"?\n"),
          new Mask(".*\\.sealed\\.yaml", "\n    [a-z.-]+: \"([A-Za-z0-9+/]{500,}=*)\"\n"),
          new Mask("README\\.md", " \\| `(" + HEX_64 + ")` \\|\n"),
          new Mask("README\\.md", " \\| `([0-9a-f]{31,40})` \\| "),
          new Mask(
              "trust/root-cert\\.pem|.*\\.(?:sops|vault|sealed)\\.yaml",
              "-----BEGIN CERTIFICATE-----\n *([A-Za-z0-9+/=]+(?:\n *[A-Za-z0-9+/=]+)*)\n *-----END CERTIFICATE-----"),
          new Mask(
              ".*\\.crl\\.pem",
              "-----BEGIN X509 CRL-----\n([A-Za-z0-9+/=]+(?:\n[A-Za-z0-9+/=]+)*)\n-----END X509 CRL-----"),
          new Mask(
              ".*\\.csr\\.pem",
              "-----BEGIN CERTIFICATE REQUEST-----\n([A-Za-z0-9+/=]+(?:\n[A-Za-z0-9+/=]+)*)\n-----END CERTIFICATE REQUEST-----"));

  private Masks() {}

  /** Where randomness shows: the groups of {@code text}, in files whose path matches. */
  private record Mask(Pattern path, Pattern text) {
    Mask(String path, String text) {
      this(Pattern.compile(path), Pattern.compile(text));
    }

    String apply(String content) {
      StringBuilder out = new StringBuilder();
      int end = 0;
      for (MatchResult found : matches(content)) {
        for (int group = 1; group <= found.groupCount(); group++) {
          out.append(content, end, found.start(group)).append(MASK);
          end = found.end(group);
        }
      }
      return out.append(content.substring(end)).toString();
    }

    private List<MatchResult> matches(String content) {
      List<MatchResult> found = new ArrayList<>();
      text.matcher(content).results().forEach(found::add);
      return found;
    }
  }

  /** A file as a golden holds it. */
  static String mask(String path, String content) {
    String masked = content;
    for (Mask mask : MASKS) {
      if (mask.path().matcher(path).matches()) {
        masked = mask.apply(masked);
      }
    }
    return masked;
  }
}
