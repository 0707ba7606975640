package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The page about a code, {@code src/docs/diagnostics/<CODE>.md}, which the jar carries.
 *
 * <p>Whoever reads it in a terminal or a report has no repository beside it: a link becomes the
 * address where the page is published, and a placeholder, which the test of the page fills in,
 * becomes the beginning of what belongs there.
 */
final class DiagnosticPage {
  private static final String SITE = "https://meshgen.dev/diagnostics/";
  private static final Pattern LINK =
      Pattern.compile("(?<=\\]\\()((?:\\.\\./)*[\\w/-]+)\\.md(?=[#)])");
  private static final Pattern RECIPIENT =
      Pattern.compile("\\$\\{(?<kind>[a-z]+):(?<name>[a-z]+)}");

  private DiagnosticPage() {}

  /** The page as Markdown. */
  static String of(Code code) {
    String name = "/diagnostics/" + code.id() + ".md";
    try (InputStream page = DiagnosticPage.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return standalone(code, new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String standalone(Code code, String page) {
    String linked = LINK.matcher(page).replaceAll(link -> published(code, link.group(1)));
    String certified = linked.replace("${ca}", "LS0t…").replace("${ca:expired}", "LS0t…expired");
    // Of age, whose recipients begin with its name and a 1.
    return RECIPIENT.matcher(certified).replaceAll("${kind}1${name}…");
  }

  private static String published(Code code, String page) {
    return address(code).resolve(page).toString();
  }

  /** Where the page is published. */
  static URI address(Code code) {
    return URI.create(SITE + code.id());
  }
}
