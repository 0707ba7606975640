package dev.meshgen.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.testing.Plans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spec may not say of an API server, no credential may bring either, and the reverse. */
final class AddressVerdictTest {
  private static final String MESH =
      Plans.MESH.replace("  trustDomain:", "  clusterDomain: corp.local\n  trustDomain:");
  private static final String CA_PEM = Handed.caPem();
  private static final String PRIVATE = "eastWest: {loadBalancer: {class: example.com/private}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:6443",
        "https://127.8.9.10",
        "https://0.0.0.0:6443",
        "https://[::1]:6443",
        "https://[0:0:0:0:0:0:0:1]:6443",
        "https://[::]:6443",
        "https://[::ffff:127.0.0.1]",
        "https://[::ffff:7f00:1]:6443",
        "https://[::ffff:0.0.0.0]",
        "https://169.254.169.254",
        "https://[::ffff:169.254.1.1]:6443",
        "https://[fe80::1]:6443",
        "https://224.0.0.1",
        "https://[ff02::1]",
        "https://[::ffff:239.1.1.1]",
        "https://10.96.0.1",
        "https://10.111.255.255:6443",
        "https://[::ffff:10.96.0.1]",
        "https://[fd00:96::1]",
        "https://localhost:6443",
        "https://LOCALHOST.:6443",
        "https://localhost.localdomain",
        "https://localhost6.localdomain6",
        "https://ip6-localhost",
        "https://api.localhost",
        "https://kubernetes.docker.internal:6443",
        "https://Kubernetes.Docker.Internal.:6443",
        "https://kubernetes",
        "https://kubernetes.default",
        "https://kubernetes.default.svc",
        "https://kubernetes.default.svc.corp.local:443",
        "https://kubernetes.default.svc.cluster.local",
        "https://api.istio-system.svc",
        "https://api.istio-system.svc.corp.local/path",
        "https://10.0.0.300",
        "https://010.0.0.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://127.1",
        "https://[10.0.0.1]",
        "https://2001:db8::1",
        "https://[2001:db8::1",
        "https://[fe80::1%25eth0]",
        "https://api.example:0",
        "https://api.example:65536",
        "https://api.example:",
        "https://api_server.example",
        "https://-api.example",
        "https://ä.example",
        "https://api.example/pa|th",
        "https://api.example/%zz",
        "https://api.example?a=b",
        "https://api.example#a",
        "https://me:pw@api.example"
      })
  void bothRefuse(String address) {
    assertThat(validate(address)).as("validate").isNotEmpty();
    assertThat(add(address)).as("credential add").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example",
        "https://API.example:6443/",
        "https://api.example.:6443",
        "https://rancher.example/k8s/clusters/c-abc%20d",
        "https://[2001:db8::1]:6443",
        "https://[::ffff:203.0.113.7]",
        "https://203.0.113.7:06443",
        "https://10.0.0.1:443",
        "https://10.112.0.1",
        "https://192.168.7.1:16443",
        "https://apiserver",
        "https://host.docker.internal:6443",
        "https://kubernetes.example",
        "https://svc.example",
        "https://abc.gr7.eu-central-1.eks.amazonaws.com"
      })
  void bothAccept(String address) {
    assertThat(validate(address)).as("validate").isEmpty();
    assertThat(add(address)).as("credential add").isEmpty();
  }

  private static List<Code> validate(String address) {
    String spec =
        "serviceCIDRs: [10.96.0.0/12, \"fd00:96::/112\"], kubernetes: {apiServer: \"%s\"}, %s"
            .formatted(address, PRIVATE);
    return ReadMesh.of(MESH + Plans.cluster("a", spec) + Plans.cluster("b", PRIVATE))
        .diagnostics()
        .stream()
        .map(Diagnostic::code)
        .toList();
  }

  private static List<Code> add(String address) {
    Report report = new Report();
    String handed =
        "token: %s\ncaData: %s\nserver: \"%s\"\n"
            .formatted(Handed.readerToken(), Handed.base64(CA_PEM), address);
    Optional<Credential> credential =
        CredentialReader.read("handed", handed.getBytes(StandardCharsets.UTF_8), report);
    ClusterFacts facts =
        new ClusterFacts(
            "a",
            CredentialUse.REMOTE,
            "istio-system",
            Optional.empty(),
            Optional.empty(),
            Handed.SCOPE);
    credential.ifPresent(
        found ->
            CheckCredential.check(found, facts, CheckOptions.adding(false, Handed.NOW), report));
    return report.diagnostics().stream().map(Diagnostic::code).toList();
  }
}
