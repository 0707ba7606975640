package dev.meshgen.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Refuses an empty argument, which a shell passes for a variable that is not set. */
final class NonEmptyConverter implements ITypeConverter<String> {
  @Override
  public String convert(String word) {
    if (word.isEmpty()) {
      throw new TypeConversionException("the value is empty");
    }
    return word;
  }
}
