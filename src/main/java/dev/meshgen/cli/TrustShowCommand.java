package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.ReadableName;
import dev.meshgen.tree.TreeException;
import dev.meshgen.trust.OpenRequest;
import dev.meshgen.trust.ReadableSigner;
import dev.meshgen.trust.Signer;
import dev.meshgen.trust.TrustTree;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Prints what the certificates of authorities say. */
final class TrustShowCommand extends Command {
  private final Argument<List<String>> clusters =
      optionalParameters("CLUSTER", "Clusters of the tree. Default: all, and the root.");
  private final TrustOptions trust = new TrustOptions(this);
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
        "Needs no key. For encrypted certificates, prints the facts in their lock.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Optional<TrustTree> tree = trust.tree(console);
    if (tree.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    if (tree.get().isEmpty()) {
      LocalDate today = console.today();
      Optional<TrustOptions.Elsewhere> elsewhere = trust.elsewhere(console, today);
      elsewhere.ifPresent(found -> console.say(found.words()));
      return elsewhere.isPresent() ? ExitCode.OK : ExitCode.PROBLEMS;
    }
    List<ReadableSigner> shown = new ArrayList<>();
    for (Signer signer : wanted(tree.get())) {
      shown.add(read(signer));
    }
    List<OpenRequest> requests =
        tree.get().requests().stream().filter(each -> isWanted(each.cluster())).toList();
    if (format.get().orElse(ShowFormat.TEXT) == ShowFormat.JSON) {
      json(shown, requests);
    } else {
      text(shown);
      requests(requests, shown.isEmpty());
    }
    return ExitCode.OK;
  }

  private boolean isWanted(String cluster) {
    return clusters.get().map(named -> named.contains(cluster)).orElse(true);
  }

  private List<Signer> wanted(TrustTree tree) throws UsageException {
    if (clusters.get().isEmpty()) {
      return tree.signers();
    }
    Map<String, Signer> byCluster = new TreeMap<>();
    tree.signers()
        .forEach(signer -> signer.cluster().ifPresent(cluster -> byCluster.put(cluster, signer)));
    Set<String> known = new TreeSet<>(byCluster.keySet());
    tree.requests().forEach(request -> known.add(request.cluster()));
    List<Signer> wanted = new ArrayList<>();
    for (String cluster : clusters.value()) {
      if (!known.contains(cluster)) {
        throw new UsageException(
            "the tree has no intermediate of \""
                + cluster
                + "\""
                + DidYouMean.closest(cluster, known)
                    .map(closest -> "; " + DidYouMean.question(closest))
                    .orElse(""));
      }
      if (byCluster.containsKey(cluster)) {
        wanted.add(byCluster.get(cluster));
      }
    }
    return wanted;
  }

  private void requests(List<OpenRequest> requests, boolean first) {
    String gap = first ? "" : "\n";
    for (OpenRequest each : requests) {
      console.out().print(gap + "open request of " + each.cluster() + "\n");
      console
          .out()
          .print("  " + padded("public key") + "SHA-256 " + each.facts().publicKey() + "\n");
      console.out().print("  " + padded("request") + "SHA-256 " + each.facts().sha256() + "\n");
      console.out().print("  " + padded("file") + each.file() + "\n");
      gap = "\n";
    }
  }

  private ReadableSigner read(Signer signer) throws CommandException, TreeException {
    String file = ReadableSigner.file(signer);
    byte[] bytes =
        trust.file(console, file).orElseThrow(() -> new CommandException(file + " does not exist"));
    try {
      ReadableSigner found = ReadableSigner.of(signer, bytes);
      if (!found.isAsLocked()) {
        throw new CommandException(file + " does not match its lock; see `meshgen render --check`");
      }
      return found;
    } catch (PkiException e) {
      throw new CommandException(file + ": " + e.getMessage(), e);
    }
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
      fields.put("subject", shown(details.get().subject()));
      fields.put("issuer", shown(details.get().issuer()));
    } else {
      fields.put(
          "subject",
          shown.signer().isIssuing()
              ? "encrypted with its key; see the chains of the certificates it signed"
              : "encrypted; `meshgen reseal` makes the certificate readable");
    }
    LockedCertificate locked = shown.signer().certificate();
    fields.put("serial", locked.serial());
    fields.put("valid", locked.notBefore() + " to " + locked.notAfter());
    details.ifPresent(
        found -> {
          fields.put("key", key(found));
          fields.put(
              "names",
              found.names().isEmpty()
                  ? "none"
                  : SourceExcerpt.visible(String.join(", ", found.names())));
        });
    fields.put("SHA-256", locked.sha256());
    if (!shown.chain().isEmpty()) {
      fields.put(
          "chain",
          subjects(shown).stream().map(TrustShowCommand::shown).collect(Collectors.joining(" < ")));
    }
    fields.put("file", ReadableSigner.file(shown.signer()));
    return fields;
  }

  private static String shown(String subject) {
    return SourceExcerpt.visible(ReadableName.of(subject));
  }

  private static String key(CertificateDetails details) {
    return details.key().map(KeyKind::id).orElse("of another kind");
  }

  private static List<String> subjects(ReadableSigner shown) {
    return shown.chain().stream().map(CertificateDetails::subject).toList();
  }

  private void json(List<ReadableSigner> shown, List<OpenRequest> requests) {
    try (JsonGenerator json = JsonDiagnosticPrinter.generator(console.out())) {
      json.writeStartArray();
      for (ReadableSigner each : shown) {
        json.writeStartObject();
        json.writeStringProperty("name", each.signer().name());
        each.signer().cluster().ifPresent(name -> json.writeStringProperty("cluster", name));
        json.writeStringProperty("file", ReadableSigner.file(each.signer()));
        json(json, each);
        json.writeArrayPropertyStart("chain");
        subjects(each).forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
      }
      for (OpenRequest each : requests) {
        json.writeStartObject();
        json.writeStringProperty("name", "open request of " + each.cluster());
        json.writeStringProperty("cluster", each.cluster());
        json.writeStringProperty("file", each.file());
        json.writeStringProperty("publicKey", each.facts().publicKey());
        json.writeStringProperty("requestSha256", each.facts().sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    console.out().print('\n');
  }

  private static void json(JsonGenerator json, ReadableSigner shown) {
    LockedCertificate locked = shown.signer().certificate();
    json.writeStringProperty("serial", locked.serial());
    json.writeStringProperty("notBefore", locked.notBefore().toString());
    json.writeStringProperty("notAfter", locked.notAfter().toString());
    json.writeStringProperty("sha256", locked.sha256());
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
