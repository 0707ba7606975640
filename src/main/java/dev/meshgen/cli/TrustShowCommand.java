package dev.meshgen.cli;

import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.PkiException;
import dev.meshgen.tree.Layout;
import dev.meshgen.trust.ReadableSigner;
import dev.meshgen.trust.Signer;
import dev.meshgen.trust.Signers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** Prints what the certificates of authorities say. */
final class TrustShowCommand extends Command {
  private final Argument<List<String>> clusters =
      optionalParameters("CLUSTER", "Clusters of the spec. Default: all, and the root.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final Argument<ShowFormat> format =
      option(ShowFormat.class, "FORMAT", "text or json. Default: text.", "--format");

  private final Console console;

  /** How certificates are printed. */
  enum ShowFormat {
    TEXT,
    JSON
  }

  TrustShowCommand(Console console) {
    super(
        "show",
        "Print the certificates of the root and of the clusters' intermediates.",
        "Reads what the tree shows without a key; of certificates that are encrypted, what their lock"
            + " says.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
    Optional<TrustTree> tree = TrustTree.read(console, spec, output, today);
    if (tree.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    Set<String> wanted = new TreeSet<>(clusters.get().orElse(List.of()));
    for (String cluster : wanted) {
      RotateCommand.requireCluster(cluster, tree.get().plan().topology());
    }
    List<ReadableSigner> shown = new ArrayList<>();
    for (Signer signer : Signers.of(tree.get().plan(), tree.get().committed())) {
      boolean asked = signer.cluster().map(wanted::contains).orElse(false);
      if (signer.certificate().isPresent() && (wanted.isEmpty() || asked)) {
        shown.add(read(signer, tree.get()));
      }
    }
    if (format.get().orElse(ShowFormat.TEXT) == ShowFormat.JSON) {
      json(shown);
    } else {
      text(shown);
    }
    tree.get().elsewhere().ifPresent(console::say);
    return ExitCode.OK;
  }

  private static ReadableSigner read(Signer signer, TrustTree tree) throws CommandException {
    try {
      ReadableSigner found = ReadableSigner.of(signer, tree.committed());
      if (!found.isAsLocked()) {
        throw new CommandException(
            file(signer)
                + " shows another certificate than its lock names; see `meshgen render --check`");
      }
      return found;
    } catch (PkiException e) {
      throw new CommandException(file(signer) + ": " + e.getMessage(), e);
    }
  }

  /** Where its certificate can be read. */
  private static String file(Signer signer) {
    return signer.cluster().isPresent() ? signer.path() : Layout.ROOT_CERTIFICATE;
  }

  private void text(List<ReadableSigner> shown) {
    String gap = "";
    for (ReadableSigner each : shown) {
      console.out().print(gap + each.signer().name() + "\n");
      fields(each)
          .forEach((name, value) -> console.out().print("  " + padded(name) + value + "\n"));
      gap = "\n";
    }
  }

  private static String padded(String name) {
    return name + " ".repeat(12 - name.length());
  }

  private static Map<String, String> fields(ReadableSigner shown) {
    Map<String, String> fields = new LinkedHashMap<>();
    Optional<CertificateDetails> details = shown.details();
    if (details.isPresent()) {
      fields.put("subject", SourceExcerpt.visible(details.get().subject()));
      fields.put("issuer", SourceExcerpt.visible(details.get().issuer()));
    } else {
      fields.put("subject", "encrypted; `meshgen reseal` makes the certificate readable");
    }
    shown
        .signer()
        .certificate()
        .ifPresent(
            found -> {
              fields.put("serial", found.serial());
              fields.put("valid", found.notBefore() + " to " + found.notAfter());
            });
    details.ifPresent(
        found -> {
          fields.put("key", key(found));
          fields.put(
              "names",
              found.names().isEmpty()
                  ? "none"
                  : SourceExcerpt.visible(String.join(", ", found.names())));
        });
    shown.signer().certificate().ifPresent(found -> fields.put("SHA-256", found.sha256()));
    if (!shown.chain().isEmpty()) {
      fields.put("chain", SourceExcerpt.visible(String.join(" < ", subjects(shown))));
    }
    fields.put("file", file(shown.signer()));
    return fields;
  }

  private static String key(CertificateDetails details) {
    return details.key().map(KeyKind::id).orElse("of another kind");
  }

  private static List<String> subjects(ReadableSigner shown) {
    return shown.chain().stream().map(CertificateDetails::subject).toList();
  }

  private void json(List<ReadableSigner> shown) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(console.out())) {
      json.writeStartArray();
      for (ReadableSigner each : shown) {
        json.writeStartObject();
        json.writeStringProperty("name", each.signer().name());
        each.signer().cluster().ifPresent(name -> json.writeStringProperty("cluster", name));
        json.writeStringProperty("file", file(each.signer()));
        json(json, each);
        json.writeArrayPropertyStart("chain");
        subjects(each).forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    console.out().print('\n');
  }

  private static void json(JsonGenerator json, ReadableSigner shown) {
    shown
        .signer()
        .certificate()
        .ifPresent(
            found -> {
              json.writeStringProperty("serial", found.serial());
              json.writeStringProperty("notBefore", found.notBefore().toString());
              json.writeStringProperty("notAfter", found.notAfter().toString());
              json.writeStringProperty("sha256", found.sha256());
            });
    shown
        .details()
        .ifPresent(
            found -> {
              json.writeStringProperty("subject", found.subject());
              json.writeStringProperty("issuer", found.issuer());
              json.writeStringProperty("key", key(found));
              json.writeArrayPropertyStart("names");
              found.names().forEach(json::writeString);
              json.writeEndArray();
            });
  }
}
