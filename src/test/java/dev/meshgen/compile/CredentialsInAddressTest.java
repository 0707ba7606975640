package dev.meshgen.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.Environments;
import dev.meshgen.testing.Plans;
import dev.meshgen.testing.Secrets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials in an address are said once, with where they belong. */
class CredentialsInAddressTest {
  private final Compiler compiler = new Compiler(new Schemas(), Environments.empty());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "istio: {charts: \"oci://%s@charts.example/istio\"}",
        "kubernetes: {apiServer: \"https://%s@api.example\"}",
        "kubernetes: {apiServer: \"https://api.example\", proxyURL: \"https://%s@proxy.example\"}"
      })
  void areSaidOnce(String settings) {
    assertThat(credentials(Plans.MESH, settings)).containsExactly("MG0905");
    String shared = Plans.MESH + "  clusterDefaults: {" + settings + "}\n";
    assertThat(credentials(shared, "")).containsExactly("MG0905");
  }

  @Test
  void areSaidOnceOfARepository() {
    String mesh = Plans.MESH.replace("https://git.example", "https://%s@git.example");
    assertThat(credentials(mesh, "")).containsExactly("MG0905");
  }

  private List<String> credentials(String mesh, String settings) {
    String password = Secrets.all().get("password in a URL").hidden();
    String token = Secrets.all().get("GitHub").text();
    List<String> first = List.of();
    for (String login : List.of("user:" + password, token, token + ":" + password)) {
      String spec = (mesh + Plans.cluster("a", settings)).replace("%s", login);
      Report report = new Report();
      SpecSource source = new SpecSource("mesh.yaml", spec.getBytes(UTF_8));
      compiler.check(List.of(source), LocalDate.of(2026, 10, 1), report);
      List<String> found =
          report.diagnostics().stream()
              .map(each -> each.code().id())
              .filter(code -> List.of("MG0905", "MG1015").contains(code))
              .toList();
      assertThat(first.isEmpty() ? found : first).isEqualTo(found);
      first = found;
    }
    return first;
  }
}
