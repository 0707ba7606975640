package dev.meshgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.testing.Environments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path in Vault goes into the address of a request, where {@code ..} would lead elsewhere. */
class VaultPathTest {
  @ParameterizedTest
  @CsvSource({
    "mount: platform,mount: ../sys",
    "mount: platform,mount: kv/..",
    "path: mesh/payments,path: ../../sys",
    "path: mesh/payments,path: mesh/./payments",
    "path: mesh/payments,path: ..."
  })
  void hasNoPartThatLeadsElsewhere(String written, String instead) throws Exception {
    assertThat(checked(written, instead))
        .extracting(Diagnostic::expected)
        .anyMatch(each -> each.toString().contains("without . or .. as a part"));
  }

  @ParameterizedTest
  @CsvSource({
    "mount: platform,mount: ../../sys,mount: Where the KV engine is mounted",
    "mount: platform,mount: kv/../sys,mount: Where the KV engine is mounted",
    "mount: platform,mount: ./kv/,write kv",
    "path: mesh/payments,path: /mesh//payments/,write mesh/payments",
    "path: mesh/payments,path: mesh/./payments,write mesh/payments",
  })
  void hintsAtWhatWasMeant(String written, String instead, String hint) throws Exception {
    assertThat(checked(written, instead)).extracting(Diagnostic::hint).contains(hint);
  }

  private static List<Diagnostic> checked(String written, String instead) throws Exception {
    String spec = Files.readString(Path.of("examples/vault-kv/mesh.yaml"));
    assertThat(spec).contains(written);
    Report report = new Report();
    byte[] bytes = spec.replace(written, instead).getBytes(StandardCharsets.UTF_8);
    new Compiler(new Schemas(), Environments.empty())
        .check(List.of(new SpecSource("mesh.yaml", bytes)), LocalDate.of(2026, 10, 1), report);
    return report.diagnostics();
  }
}
