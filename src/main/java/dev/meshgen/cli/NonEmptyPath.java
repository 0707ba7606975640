package dev.meshgen.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Refuses an empty path: a shell makes one of a variable that is not set, and means no folder by
 * it.
 */
final class NonEmptyPath implements ITypeConverter<String> {
  @Override
  public String convert(String path) {
    if (path.isEmpty()) {
      throw new TypeConversionException("the path is empty");
    }
    return path;
  }
}
