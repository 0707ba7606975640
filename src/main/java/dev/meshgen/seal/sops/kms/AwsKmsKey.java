package dev.meshgen.seal.sops.kms;

import dev.meshgen.seal.sops.KeyEntry;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A key of AWS KMS. As a text it is the ARN, followed by {@code context.NAME=VALUE}, {@code
 * profile=NAME} and {@code role=ARN}, each behind a space.
 *
 * @param context that AWS binds what is encrypted to
 * @param profile of AWS's configuration that sops uses for it
 * @param role that is assumed for it
 */
record AwsKmsKey(
    String arn,
    SortedMap<String, String> context,
    Optional<String> profile,
    Optional<String> role) {
  static final String KIND = "kms";

  private static final int ACCOUNT_DIGITS = 12;

  private static final String CONTEXT = "context.";

  AwsKmsKey {
    context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
  }

  static AwsKmsKey of(KeyEntry entry) {
    SortedMap<String, String> context = new TreeMap<>();
    for (Map.Entry<String, String> field : entry.fields().entrySet()) {
      if (field.getKey().startsWith(CONTEXT)) {
        context.put(field.getKey().substring(CONTEXT.length()), field.getValue());
      }
    }
    return new AwsKmsKey(
        entry.field("arn"), context, said(entry, "aws_profile"), said(entry, "role"));
  }

  /** sops writes empty texts, too. */
  private static Optional<String> said(KeyEntry entry, String field) {
    return Optional.ofNullable(entry.fields().get(field)).filter(text -> !text.isEmpty());
  }

  /** Of a text without a {@link #problem}. */
  static AwsKmsKey parse(String text) {
    String[] words = text.split(" ");
    SortedMap<String, String> more = new TreeMap<>();
    SortedMap<String, String> context = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = words[i].substring(0, equals);
      String value = words[i].substring(equals + 1);
      if (name.startsWith(CONTEXT)) {
        context.put(name.substring(CONTEXT.length()), value);
      } else {
        more.put(name, value);
      }
    }
    return new AwsKmsKey(
        words[0],
        context,
        Optional.ofNullable(more.get("profile")),
        Optional.ofNullable(more.get("role")));
  }

  String text() {
    StringBuilder text = new StringBuilder(arn);
    context.forEach((name, value) -> text.append(' ').append(CONTEXT + name + "=" + value));
    profile.ifPresent(name -> text.append(" profile=").append(name));
    role.ifPresent(name -> text.append(" role=").append(name));
    return text.toString();
  }

  /** As sops takes an ARN (kms/keysource.go), and as this class reads it back. */
  static Optional<String> problem(String text) {
    if (text.contains("+arn:")) {
      return Optional.of("contains a role; put it in the field `role`");
    }
    String[] words = text.split(" ", -1);
    String[] arn = words[0].split(":", -1);
    if (arn.length != 6 || !arn[0].equals("arn") || !arn[1].startsWith("aws")) {
      return Optional.of("is not an ARN");
    }
    if (!arn[2].equals("kms")) {
      return Optional.of("is an ARN, but not of an AWS KMS key");
    }
    if (arn[3].isEmpty() || !isDigits(arn[4])) {
      return Optional.of("is an ARN without a region or an account");
    }
    if (arn[4].length() != ACCOUNT_DIGITS) {
      return Optional.of("has an account without " + ACCOUNT_DIGITS + " digits");
    }
    if (!arn[5].startsWith("key/") && !arn[5].startsWith("alias/") || arn[5].endsWith("/")) {
      return Optional.of("names neither key/ID nor alias/NAME");
    }
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals <= 0 || equals == words[i].length() - 1) {
        return Optional.of("has a role, a profile or a context with a space in it");
      }
      if (words[i].startsWith("role=") && !words[i].startsWith("role=arn:aws")) {
        return Optional.of("has a role that is not an ARN");
      }
    }
    return text.equals(parse(text).text())
        ? Optional.empty()
        : Optional.of("has a context not of the form NAME: VALUE");
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
