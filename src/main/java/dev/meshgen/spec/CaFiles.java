package dev.meshgen.spec;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Located;
import java.util.Base64;
import java.util.Optional;

/** Certificate authorities that a spec has in files, as it would have them in itself. */
final class CaFiles {
  private final NamedFiles files;
  private final Report report;

  CaFiles(NamedFiles files, Report report) {
    this.files = files;
    this.report = report;
  }

  /** Base64 of what is in a file; empty exactly when it reported an error. */
  Optional<String> data(Located<String> path) {
    Optional<byte[]> content = files.read(path.value());
    if (content.isEmpty()) {
      report.add(
          Diagnostic.of(Code.CA_FILE, path.at(), "the file \"" + path.value() + "\" cannot be read")
              .expecting("the certificate authority of the API server, in PEM")
              .hinting("check the path, which is relative to where the command runs"));
    }
    return content.map(bytes -> Base64.getEncoder().encodeToString(bytes));
  }
}
