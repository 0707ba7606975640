package dev.meshgen.spec;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of the schemas. The end of a text is its end, and not a line break before it; and no
 * text is matched that is longer than any value may be, as matching takes stack for each part of a
 * path or name.
 */
final class SpecPattern implements RegularExpression {
  private static final int LONGEST = 2048;

  private final Pattern pattern;

  SpecPattern(String regex) {
    boolean ends = regex.endsWith("$") && !regex.endsWith("\\$");
    pattern = Pattern.compile(ends ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
  }

  @Override
  public boolean matches(String value) {
    return value.length() <= LONGEST && pattern.matcher(value).find();
  }
}
