package dev.meshgen.cli;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.model.Trust;
import dev.meshgen.model.Validity;
import dev.meshgen.trust.Signers;
import dev.meshgen.trust.TrustAlerts;
import dev.meshgen.trust.TrustCalendar;
import dev.meshgen.trust.TrustStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JsonGenerator;

/** Says what expires when, and what to do about it. */
final class TrustStatusCommand extends Command {
  /** Of an authority elsewhere whose certificates nobody told the validity of. */
  private static final Duration UNKNOWN = Duration.ofDays(30);

  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final Argument<LocalDate> asOf =
      option(
          LocalDate.class,
          new DateConverter(),
          "DATE",
          "Date to judge by. Default: today.",
          "--as-of");
  private final Argument<Duration> failUnder =
      option(
          Duration.class,
          TrustStatusCommand::duration,
          "DURATION",
          "Exit with 1 if anything expires in less, such as 90d. Default: 0d.",
          "--fail-under");
  private final Argument<StatusFormat> format =
      option(
          StatusFormat.class,
          "FORMAT",
          "text; json; ics: a calendar, with a warning before each end; prometheus: rules for what"
              + " istiod tells of its certificates. Default: text.",
          "--format");

  private final Console console;

  /** How the status is printed. */
  enum StatusFormat {
    TEXT,
    JSON,
    ICS,
    PROMETHEUS
  }

  TrustStatusCommand(Console console) {
    super(
        "status",
        "List every authority with what is left of it and what comes next.",
        "What ends first comes first. Reads the spec and the locks, and needs no key.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LocalDate day =
        asOf.get().orElseGet(() -> LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC));
    Optional<TrustTree> tree = TrustTree.read(console, spec, output, day);
    if (tree.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    TrustStatus status =
        TrustStatus.of(
            tree.get().plan().mesh().name(),
            Signers.of(tree.get().plan(), tree.get().committed()),
            day.atStartOfDay(ZoneOffset.UTC).toInstant());
    switch (format.get().orElse(StatusFormat.TEXT)) {
      case TEXT -> text(tree.get(), status);
      case JSON -> json(tree.get(), status, day);
      case ICS -> console.out().print(TrustCalendar.of(status));
      case PROMETHEUS -> console.out().print(alerts(tree.get()));
    }
    tree.get().elsewhere().ifPresent(console::say);
    return status.endsWithin(failUnder.get().orElse(Duration.ZERO))
        ? ExitCode.PROBLEMS
        : ExitCode.OK;
  }

  private static Duration duration(String text) {
    return Validity.parse(text)
        .map(Validity::duration)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a number of days or hours such as 90d but was \"" + text + "\""));
  }

  private void text(TrustTree tree, TrustStatus status) {
    if (status.lines().isEmpty()) {
      return;
    }
    int width =
        status.lines().stream().mapToInt(line -> line.signer().name().length()).max().orElse(0);
    String row = "%-" + Math.max(width, 9) + "s  %-10s  %6s  %-7s  %-6s  %s\n";
    console.out().printf(Locale.ROOT, row, "AUTHORITY", "ENDS", "DAYS", "STATE", "PHASE", "NEXT");
    for (TrustStatus.Line line : status.lines()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              row,
              line.signer().name(),
              line.signer()
                  .certificate()
                  .map(each -> each.notAfter().atZone(ZoneOffset.UTC).toLocalDate().toString())
                  .orElse("-"),
              line.daysLeft().map(String::valueOf).orElse("-"),
              word(line.state()),
              TrustStatus.STABLE,
              line.next());
    }
  }

  private static String word(TrustStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void json(TrustTree tree, TrustStatus status, LocalDate day) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(console.out())) {
      json.writeStartObject();
      json.writeStringProperty("mesh", status.mesh());
      json.writeStringProperty("asOf", day.toString());
      json.writeStringProperty("signedBy", tree.authority().name());
      json.writeBooleanProperty("inTree", tree.authority().sealsKeys());
      json.writeStringProperty("phase", TrustStatus.STABLE);
      json.writeArrayPropertyStart("authorities");
      status.lines().forEach(line -> json(json, line));
      json.writeEndArray();
      json.writeEndObject();
    }
    console.out().print('\n');
  }

  private static void json(JsonGenerator json, TrustStatus.Line line) {
    json.writeStartObject();
    json.writeStringProperty("name", line.signer().name());
    line.signer().cluster().ifPresent(cluster -> json.writeStringProperty("cluster", cluster));
    json.writeStringProperty("state", word(line.state()));
    json.writeStringProperty("next", line.next());
    line.daysLeft().ifPresent(days -> json.writeNumberProperty("daysLeft", days));
    line.signer().certificate().ifPresent(certificate -> json(json, certificate));
    json.writeEndObject();
  }

  private static void json(JsonGenerator json, LockedCertificate certificate) {
    json.writeStringProperty("notBefore", certificate.notBefore().toString());
    json.writeStringProperty("notAfter", certificate.notAfter().toString());
    json.writeStringProperty("due", certificate.due().toString());
    json.writeStringProperty("serial", certificate.serial());
    json.writeStringProperty("sha256", certificate.sha256());
  }

  private static String alerts(TrustTree tree) throws UsageException {
    if (tree.authority().caAddress().isPresent()) {
      throw new UsageException(
          "the istiods of mesh \""
              + tree.plan().mesh().name()
              + "\" sign nothing, and tell nothing of certificates: "
              + tree.authority().name()
              + " does");
    }
    Trust trust = tree.plan().mesh().trust();
    boolean known = tree.authority().sealsKeys();
    return TrustAlerts.of(
        tree.plan().mesh().name(),
        known ? third(trust.root()) : UNKNOWN,
        known || tree.authority().asksInCluster() ? third(trust.intermediate()) : UNKNOWN);
  }

  private static Duration third(Trust.KeyProfile profile) {
    return profile.validity().duration().dividedBy(3);
  }
}
