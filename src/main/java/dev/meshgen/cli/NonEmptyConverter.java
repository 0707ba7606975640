package dev.meshgen.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Refuses an empty word: a shell makes one of a variable that is not set, and means nothing by it.
 */
final class NonEmptyConverter implements ITypeConverter<String> {
  @Override
  public String convert(String word) {
    if (word.isEmpty()) {
      throw new TypeConversionException("the value is empty");
    }
    return word;
  }
}
