package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads YAML or JSON that holds secrets, and keeps to itself what the YAML reader would quote. */
final class SecretDocuments {
  private final CredentialDiagnostics remarks;

  SecretDocuments(CredentialDiagnostics remarks) {
    this.remarks = remarks;
  }

  /** The one document there has to be. */
  Optional<CredentialField> one(String text) {
    Report found = new Report();
    List<YamlDocument> documents =
        YamlReader.read(remarks.source(), text.getBytes(StandardCharsets.UTF_8), found);
    for (Diagnostic each : found.diagnostics()) {
      // Here every scalar is text, or compared with a word: nothing depends on how it would be
      // read.
      if (each.code() != Code.AMBIGUOUS_SCALAR) {
        unreadable(each);
        return Optional.empty();
      }
    }
    if (documents.size() != 1) {
      remarks.say(
          Code.CREDENTIAL_FORM,
          "there are " + documents.size() + " YAML documents",
          "one credential",
          CredentialReader.FORMS);
      return Optional.empty();
    }
    return Optional.of(new CredentialField("", documents.get(0).root()));
  }

  private void unreadable(Diagnostic diagnostic) {
    String where =
        diagnostic.at().hasLine()
            ? "line " + diagnostic.at().line() + ", column " + diagnostic.at().column() + ": "
            : "";
    remarks.say(
        Code.CREDENTIAL_UNREADABLE,
        where + diagnostic.code().summary() + " (" + diagnostic.code().id() + ")",
        "YAML or JSON as kubectl prints it",
        CredentialReader.FORMS);
  }
}
