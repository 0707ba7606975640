package dev.meshgen.cli;

import dev.meshgen.diagnostic.AcknowledgedReason;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A remark at a place in a file, for tools that show it there.
 *
 * @param title the first line of its text
 * @param details further lines
 * @param related other places, the most important first
 * @param acknowledged who reads it knows of it already
 */
record Annotation(
    Topic topic,
    Severity severity,
    Span at,
    String title,
    List<String> details,
    List<Diagnostic.Related> related,
    Optional<AcknowledgedReason> acknowledged) {

  /**
   * What annotations of one code have in common.
   *
   * @param id stable identifier
   * @param page about it, as Markdown
   * @param address where the page is published
   */
  record Topic(String id, String summary, String page, URI address, Severity severity) {}

  Annotation {
    details = List.copyOf(details);
    related = List.copyOf(related);
  }

  /** A diagnostic, with message, expectation and hint one to a line. */
  static Annotation of(Diagnostic found) {
    List<String> details = new ArrayList<>();
    if (!found.expected().isEmpty()) {
      details.add("expected: " + found.expected());
    }
    if (!found.hint().isEmpty()) {
      details.add("hint: " + found.hint());
    }
    return new Annotation(
        new Topic(
            found.code().id(),
            found.code().summary(),
            DiagnosticPage.of(found.code()),
            DiagnosticPage.address(found.code()),
            found.code().severity()),
        found.severity(),
        found.at(),
        found.message(),
        details,
        found.related().stream().toList(),
        found.acknowledged());
  }

  /** Whether it counts: the spec does not accept it. */
  boolean isOpen() {
    return acknowledged.isEmpty();
  }

  /** Title and details, one to a line, without other characters that cannot be seen. */
  String visibleText() {
    StringBuilder text = new StringBuilder(SourceExcerpt.visible(title));
    details.forEach(line -> text.append('\n').append(SourceExcerpt.visible(line)));
    return text.toString();
  }
}
