package dev.meshgen.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Secrets of every form, put together at run time: none is in the sources. */
public final class Secrets {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Secrets() {}

  /** A secret, and the part of it that no one may see, by the name of its kind. */
  public static Map<String, Secret> all() {
    Random random = new Random(11);
    Map<String, Secret> secrets = new LinkedHashMap<>();
    token(secrets, "age", "AGE-SECRET" + "-KEY-1", upper(random, 58));
    token(secrets, "age in lower case", "age-secret" + "-key-1", lower(random, 58));
    token(secrets, "age post-quantum", "AGE-SECRET" + "-KEY-PQ-1", upper(random, 58));
    String jwt = base64("{\"alg\":\"RS256\"}").replace("=", "");
    token(secrets, "JWT", jwt + ".", letters(random, 40) + "." + letters(random, 43));
    token(secrets, "GitHub", "gh" + "p_", letters(random, 36));
    token(secrets, "GitHub fine-grained", "github" + "_pat_", letters(random, 60));
    token(secrets, "GitLab", "glp" + "at-", letters(random, 20));
    token(secrets, "AWS", "AK" + "IA", upper(random, 16));
    token(secrets, "Google", "AI" + "za", letters(random, 35));
    token(secrets, "Google OAuth", "ya" + "29.", letters(random, 60));
    token(secrets, "Azure client", "abC8" + "Q~", letters(random, 34));
    token(secrets, "Azure storage", "Account" + "Key=", letters(random, 86));
    token(secrets, "Slack", "xo" + "xb-", letters(random, 40));
    token(secrets, "npm", "np" + "m_", letters(random, 36));
    token(secrets, "Vault", "hv" + "s.", letters(random, 40));
    token(secrets, "Docker", "dckr" + "_pat_", letters(random, 27));
    String password = letters(random, 20);
    secrets.put(
        "password in a URL", new Secret("https://user:" + password + "@git.example/x", password));
    String login = letters(random, 20);
    secrets.put("password without a scheme", new Secret("bob:" + login + "@reg.example/x", login));
    String longLogin = letters(random, 200);
    secrets.put("long password", new Secret("bob:" + longLogin + "@reg.example/x", longLogin));
    token(secrets, "password in a query", "pass" + "word=", letters(random, 20));
    token(secrets, "password of a command", "--db-pass" + "word=", letters(random, 20));
    token(secrets, "bearer", "Bea" + "rer ", letters(random, 18) + "9x");
    token(secrets, "basic", "Authorization: Ba" + "sic ", letters(random, 18) + "9x");
    String key = base64(pkcs8());
    String pem = "-----BEGIN PRIVATE" + " KEY-----\n" + key + "\n-----END PRIVATE" + " KEY-----\n";
    secrets.put("PEM key", new Secret(pem, key));
    secrets.put("PEM key on one line", new Secret(pem.replace("\n", " "), key));
    secrets.put("key without PEM", new Secret(key, key));
    Map<String, Secret> encoded = new LinkedHashMap<>();
    secrets.forEach(
        (name, secret) -> {
          String once = base64(secret.text());
          encoded.put(name + " in base64", new Secret(once, once));
        });
    secrets.putAll(encoded);
    return secrets;
  }

  /**
   * A secret.
   *
   * @param text as it is pasted
   * @param hidden what no output may hold, not even in part
   */
  public record Secret(String text, String hidden) {
    /** Whether an output gives away more than a little. */
    public boolean isIn(String output) {
      for (int i = 0; i + 12 <= hidden.length(); i += 6) {
        if (output.contains(hidden.substring(i, i + 12))) {
          return true;
        }
      }
      return false;
    }
  }

  private static void token(Map<String, Secret> secrets, String kind, String start, String random) {
    secrets.put(kind, new Secret(start + random, random));
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static String lower(Random random, int length) {
    return letters(random, length).toLowerCase(Locale.ROOT);
  }

  private static String upper(Random random, int length) {
    return letters(random, length).toUpperCase(Locale.ROOT);
  }

  private static String base64(String text) {
    return base64(text.getBytes(US_ASCII));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] pkcs8() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
