package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.issue.LeafLifetime;
import dev.meshgen.istio.WorkloadCertificates;
import dev.meshgen.lock.EndingCredential;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import dev.meshgen.trust.NextStep;
import dev.meshgen.trust.OpenRequest;
import dev.meshgen.trust.TrustAlerts;
import dev.meshgen.trust.TrustCalendar;
import dev.meshgen.trust.TrustStatus;
import dev.meshgen.trust.TrustTree;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JsonGenerator;

/** Says what expires when, and what to do about it. */
final class TrustStatusCommand extends Command {
  /** For certificates from elsewhere, whose validity the spec does not have. */
  private static final Duration UNKNOWN = Duration.ofDays(30);

  private final TrustOptions trust = TrustOptions.orWords(this);
  private final Argument<LocalDate> asOf =
      option(
          LocalDate.class,
          new DateConverter(),
          "DATE",
          "Date for checks of expiry. Default: today.",
          "--as-of");
  private final Argument<Duration> failUnder =
      option(
          Duration.class,
          TrustStatusCommand::duration,
          "DURATION",
          "Exit with 1 if anything expires within this time, such as 90d. Default: 0d.",
          "--fail-under");
  private final Argument<StatusFormat> format =
      option(
          StatusFormat.class,
          "FORMAT",
          "text; json; ics: a calendar, with a warning before each expiry; prometheus: alert rules"
              + " for istiod's certificate metrics. Default: text.",
          "--format");

  private final Console console;
  private Optional<NextStep> next = Optional.empty();

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
        "List authorities by expiry, with the next command for each.",
        "Then lists expiring credentials for discovery. Reads the locks of the tree, and the spec"
            + " only if the next command depends on it. Needs no key.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LocalDate day = asOf.get().orElseGet(console::today);
    Optional<TrustTree> tree = trust.tree(console);
    if (tree.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    StatusFormat asked = format.get().orElse(StatusFormat.TEXT);
    if (tree.get().isEmpty()) {
      Optional<TrustOptions.Elsewhere> elsewhere = trust.elsewhere(console, day);
      if (elsewhere.isEmpty()) {
        return ExitCode.PROBLEMS;
      }
      print(asked, elsewhere.get(), tree.get(), day);
      return code(false, tree.get(), day);
    }
    NextStep.Spec spec = spec(tree.get(), day);
    TrustStatus status = TrustStatus.of(tree.get(), DiagnosticOptions.startOf(day), spec.signs());
    next = tree.get().next(spec);
    switch (asked) {
      case TEXT -> text(status, tree.get());
      case JSON -> json(status, day, Optional.empty(), tree.get());
      case ICS -> console.out().print(TrustCalendar.of(status, tree.get().credentials()));
      case PROMETHEUS -> console.out().print(TrustAlerts.of(status));
    }
    return code(status.endsWithin(within()), tree.get(), day);
  }

  private Duration within() {
    return failUnder.get().orElse(Duration.ZERO);
  }

  private int code(boolean ends, TrustTree tree, LocalDate day) {
    Instant limit = DiagnosticOptions.startOf(day).plus(within());
    boolean any = tree.credentials().stream().anyMatch(each -> each.ends().isBefore(limit));
    return ends || any ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  /** Only where the next command depends on it: a spec of a thousand clusters takes long. */
  private NextStep.Spec spec(TrustTree tree, LocalDate day) throws CommandException {
    Optional<Mesh> mesh =
        tree.progress().isPresent() || tree.hasImports()
            ? trust.mesh(console, day)
            : Optional.empty();
    return new NextStep.Spec(
        mesh.map(found -> Authorities.of(found).signs()),
        mesh.map(LeafLifetime::longest).orElse(WorkloadCertificates.USUAL));
  }

  /** As of midnight of a day that was asked for, else as of now. */
  private Instant now() {
    return asOf.get().map(DiagnosticOptions::startOf).orElseGet(() -> console.clock().instant());
  }

  /** Of a tree that holds no certificate. */
  private void print(
      StatusFormat asked, TrustOptions.Elsewhere elsewhere, TrustTree tree, LocalDate day)
      throws UsageException {
    String mesh = elsewhere.spec().mesh().name();
    TrustStatus none = TrustStatus.of(mesh, List.of(), DiagnosticOptions.startOf(day));
    switch (asked) {
      case TEXT -> credentials(none.at(), tree);
      case JSON -> json(none, day, Optional.of(elsewhere.authority().name()), tree);
      case ICS -> console.out().print(TrustCalendar.of(none, tree.credentials()));
      case PROMETHEUS -> console.out().print(alerts(elsewhere));
    }
    console.say(elsewhere.words());
  }

  static Duration duration(String text) {
    return Validity.parse(text)
        .map(Validity::duration)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a number of days or hours such as 90d but was \"" + text + "\""));
  }

  private void text(TrustStatus status, TrustTree tree) {
    if (!status.lines().isEmpty()) {
      table(status);
    }
    for (OpenRequest each : tree.requests()) {
      console
          .out()
          .print(
              each.cluster()
                  + " waits for the certificate for "
                  + each.file()
                  + ": have the request signed, then run `meshgen trust import FILE`\n");
    }
    credentials(status.at(), tree);
  }

  /** Whichever ends: a sentence each, with what to do once its last days have begun. */
  private void credentials(Instant at, TrustTree tree) {
    for (EndingCredential each : tree.credentials()) {
      String words = each.words(at);
      console
          .out()
          .print(
              words.substring(0, 1).toUpperCase(Locale.ROOT)
                  + words.substring(1)
                  + (each.isDue(at) ? ": " + each.next() : "")
                  + "\n");
    }
  }

  private void table(TrustStatus status) {
    int width =
        status.lines().stream().mapToInt(line -> line.signer().name().length()).max().orElse(0);
    int phase = status.lines().stream().mapToInt(line -> line.phase().length()).max().orElse(0);
    String row =
        "%-" + Math.max(width, 9) + "s  %-10s  %6s  %-7s  %-" + Math.max(phase, 6) + "s  %s\n";
    console.out().printf(Locale.ROOT, row, "AUTHORITY", "ENDS", "DAYS", "STATE", "PHASE", "NEXT");
    for (TrustStatus.Line line : status.lines()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              row,
              line.signer().name(),
              line.signer().certificate().notAfter().atZone(ZoneOffset.UTC).toLocalDate(),
              line.daysLeft(),
              word(line.state()),
              line.phase(),
              line.next());
    }
    status
        .progress()
        .ifPresent(
            progress -> {
              console.out().printf(Locale.ROOT, "%nRoot: %s%n", progress.summary());
              console.out().printf(Locale.ROOT, "Next: %s%n", next.orElseThrow().at(now()));
              console.out().printf(Locale.ROOT, "Back: %s%n", progress.wayBack());
            });
  }

  private static String word(TrustStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void json(TrustStatus status, LocalDate day, Optional<String> elsewhere, TrustTree tree) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(console.out())) {
      json.writeStartObject();
      json.writeStringProperty("mesh", status.mesh());
      json.writeStringProperty("asOf", day.toString());
      json.writeStringProperty("phase", status.phase());
      if (next.isPresent()) {
        json.writeStringProperty("next", next.get().words());
        next.get()
            .from()
            .filter(ignored -> next.get().isEarly(now()))
            .ifPresent(from -> json.writeStringProperty("nextFrom", from.toString()));
      }
      elsewhere.ifPresent(name -> json.writeStringProperty("renewedBy", name));
      json.writeArrayPropertyStart("authorities");
      status.lines().forEach(line -> json(json, line));
      json.writeEndArray();
      if (!tree.requests().isEmpty()) {
        json.writeArrayPropertyStart("requests");
        tree.requests().forEach(each -> json(json, each));
        json.writeEndArray();
      }
      if (!tree.credentials().isEmpty()) {
        json.writeArrayPropertyStart("credentials");
        tree.credentials().forEach(each -> json(json, each, status.at()));
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    console.out().print('\n');
  }

  private static void json(JsonGenerator json, TrustStatus.Line line) {
    json.writeStartObject();
    json.writeStringProperty("name", line.signer().name());
    line.signer().cluster().ifPresent(cluster -> json.writeStringProperty("cluster", cluster));
    json.writeStringProperty("state", word(line.state()));
    json.writeStringProperty("phase", line.phase());
    json.writeStringProperty("next", line.next());
    json.writeNumberProperty("daysLeft", line.daysLeft());
    json(json, line.signer().certificate());
    json.writeEndObject();
  }

  private static void json(JsonGenerator json, OpenRequest request) {
    json.writeStartObject();
    json.writeStringProperty("cluster", request.cluster());
    json.writeStringProperty("file", request.file());
    json.writeStringProperty("publicKey", request.facts().publicKey());
    json.writeEndObject();
  }

  private static void json(JsonGenerator json, EndingCredential credential, Instant at) {
    json.writeStartObject();
    json.writeStringProperty("cluster", credential.cluster());
    credential.user().ifPresent(user -> json.writeStringProperty("clientCertificateOf", user));
    json.writeStringProperty("notAfter", credential.ends().toString());
    json.writeBooleanProperty("due", credential.isDue(at));
    json.writeEndObject();
  }

  private static void json(JsonGenerator json, LockedCertificate certificate) {
    json.writeStringProperty("notBefore", certificate.notBefore().toString());
    json.writeStringProperty("notAfter", certificate.notAfter().toString());
    json.writeStringProperty("due", certificate.due().toString());
    json.writeStringProperty("serial", certificate.serial());
    json.writeStringProperty("sha256", certificate.sha256());
  }

  private static String alerts(TrustOptions.Elsewhere elsewhere) throws UsageException {
    String mesh = elsewhere.spec().mesh().name();
    Authority authority = elsewhere.authority();
    if (authority.signsWorkloads()) {
      throw new UsageException(
          "istiods of mesh \""
              + mesh
              + "\" sign nothing and export no certificate metrics: "
              + authority.name()
              + " signs");
    }
    Duration asked = elsewhere.spec().mesh().trust().intermediate().validity().duration();
    return TrustAlerts.of(mesh, UNKNOWN, authority.asksInCluster() ? asked.dividedBy(3) : UNKNOWN);
  }
}
