package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.testing.Plans;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mesh cannot have is refused with a message that says so. */
class NotSupportedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {meshConfig: {trustDomain: alpha.example}}              | each cluster is not supported
          {global: {meshNetworks: {net1: {}}}}                    | eastWest.addressFor has addresses for single networks
          """)
  void isSaid(String istiod, String words) {
    List<Diagnostic> found =
        ReadMesh.of(
                Plans.PRIVATE_MESH
                    + Plans.cluster("alpha", "values: {istiod: " + istiod + "}")
                    + Plans.cluster("beta", ""))
            .diagnostics();

    assertThat(found).extracting(Diagnostic::code).containsOnly(Code.VALUE_OWNED);
    assertThat(found)
        .extracting(Diagnostic::message)
        .allSatisfy(it -> assertThat(it).contains(words));
  }
}
