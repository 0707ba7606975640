package dev.meshgen.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a format by its id. */
final class FormatConverter implements ITypeConverter<DiagnosticFormat> {
  @Override
  public DiagnosticFormat convert(String id) {
    return DiagnosticFormat.of(id)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of "
                        + Arrays.stream(DiagnosticFormat.values())
                            .map(DiagnosticFormat::id)
                            .collect(Collectors.joining(", "))
                        + " but was \""
                        + id
                        + "\""));
  }
}
