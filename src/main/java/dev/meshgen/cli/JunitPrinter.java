package dev.meshgen.cli;

import dev.meshgen.diagnostic.AcknowledgedReason;
import dev.meshgen.diagnostic.MarkupText;
import dev.meshgen.diagnostic.Severity;
import java.io.PrintWriter;
import java.util.List;

/**
 * For the test reports of CI systems: JUnit's XML, as Jenkins and GitLab read it. Errors are
 * failures, what the spec acknowledges is skipped, and everything else has passed and says so.
 */
final class JunitPrinter implements AnnotationPrinter {

  @Override
  public void print(List<Annotation> found, PrintWriter out) {
    long failures = found.stream().filter(JunitPrinter::isFailure).count();
    long skipped = found.stream().filter(each -> !each.isOpen()).count();
    String counts =
        " tests=\"" + found.size() + "\" failures=\"" + failures + "\" errors=\"0\" skipped=\"";
    out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.print("<testsuites name=\"meshgen\"" + counts + skipped + "\">\n");
    out.print("  <testsuite name=\"meshgen\"" + counts + skipped + "\">\n");
    found.forEach(each -> testCase(each, out));
    out.print("  </testsuite>\n</testsuites>\n");
    out.flush();
  }

  private static void testCase(Annotation found, PrintWriter out) {
    out.print("    <testcase classname=\"" + escaped(found.topic().id()));
    out.print("\" name=\"" + escaped(found.title()));
    out.print("\" file=\"" + escaped(found.at().file()) + "\"");
    if (found.at().hasLine()) {
      out.print(" line=\"" + found.at().line() + "\"");
    }
    out.print(">\n      " + result(found) + "\n    </testcase>\n");
  }

  private static String result(Annotation found) {
    String text = MarkupText.attribute(found.visibleText());
    if (found.acknowledged().isPresent()) {
      AcknowledgedReason why = found.acknowledged().get();
      return "<skipped message=\""
          + escaped(why.reason() + " (until " + why.until() + ")")
          + "\"/>";
    }
    return isFailure(found)
        ? "<failure type=\""
            + found.severity().id()
            + "\" message=\""
            + escaped(found.topic().summary())
            + "\">"
            + text
            + "</failure>"
        : "<system-out>" + text + "</system-out>";
  }

  private static boolean isFailure(Annotation found) {
    return found.isOpen() && found.severity() == Severity.ERROR;
  }

  /** Characters that XML 1.0 has no way to write are shown as escapes. */
  private static String escaped(String text) {
    return MarkupText.attribute(SourceExcerpt.visible(text));
  }
}
