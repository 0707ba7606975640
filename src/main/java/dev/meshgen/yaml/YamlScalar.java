package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.util.Objects;

/**
 * A scalar: its value, and the text as written.
 *
 * @param value {@code String}, {@code Long}, {@code BigInteger} (beyond a long), {@code
 *     BigDecimal}, {@code Boolean} or null
 * @param text the source text of a plain scalar ({@code 1.30} stays {@code 1.30}, an absent value
 *     is empty), the content of a quoted or block scalar
 * @param quoted whether it was written in quotes or as a block, and so can only be a string
 */
public record YamlScalar(Span span, Object value, String text, boolean quoted) implements YamlNode {
  @Override
  public boolean equals(Object other) {
    return other instanceof YamlScalar that
        && span.equals(that.span)
        && Objects.equals(value, that.value)
        && text.equals(that.text)
        && quoted == that.quoted;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * span.hashCode() + text.hashCode()) + Boolean.hashCode(quoted);
  }
}
