package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The page about a code, {@code src/docs/diagnostics/<CODE>.md}, which the jar carries. */
final class DiagnosticPage {
  private static final String SITE = "https://meshgen.dev/diagnostics/";

  private DiagnosticPage() {}

  /** The page as Markdown. */
  static String of(Code code) {
    String name = "/diagnostics/" + code.id() + ".md";
    try (InputStream page = DiagnosticPage.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the page is published. */
  static URI address(Code code) {
    return URI.create(SITE + code.id());
  }
}
