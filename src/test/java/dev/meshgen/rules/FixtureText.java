package dev.meshgen.rules;

import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.seal.sops.age.AgeRecipient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a committed fixture must not hold: keys. {@code ${age:NAME}} is a recipient, one
 * per name; {@code ${age:mistyped}} is one with a wrong character, {@code ${age:hybrid}} one of
 * another kind; {@code ${identity}} looks like a private identity; {@code ${ca…}} are certificates
 * in base64.
 */
public final class FixtureText {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z:-]+)}");

  private final Map<String, String> values = new TreeMap<>();
  private final Random random;

  public FixtureText(long seed) {
    random = new Random(seed);
  }

  public String fill(String fixture) {
    return PLACEHOLDER
        .matcher(fixture)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
  }

  private String value(String name) {
    String known = values.get(name);
    if (known == null) {
      known = create(name);
      values.put(name, known);
    }
    return known;
  }

  private String create(String name) {
    return switch (name) {
      case "age:mistyped" -> mistyped(recipient());
      case "age:hybrid" -> hybrid();
      case "identity" -> "AGE-SECRET-KEY-1" + "Q".repeat(58);
      case "ca" -> base64(ApiServerCertificates.pem(30));
      case "ca:expired" -> base64(ApiServerCertificates.pem(-1));
      case "ca:damaged" ->
          base64(ApiServerCertificates.pem(30).replaceFirst("\nM.......", "\nMIIAAAAA"));
      case "ca:key" -> base64(pem("PRIVATE KEY"));
      default -> recipient();
    };
  }

  private static String pem(String label) {
    return "-----BEGIN %1$s-----\nAAAA\n-----END %1$s-----\n".formatted(label);
  }

  private String recipient() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return AgeRecipient.ofPublicKey(key).toString();
  }

  private static String hybrid() {
    try (AgeIdentity identity = AgeIdentity.generateHybrid(new SecureRandom())) {
      return identity.recipient().toString();
    }
  }

  private static String mistyped(String recipient) {
    char wrong = recipient.charAt(20) == 'q' ? 'p' : 'q';
    return recipient.substring(0, 20) + wrong + recipient.substring(21);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
