package dev.meshgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.PlatformName;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema, the names, and the classes of platforms say the same; no other class does. */
final class PlatformsTest {
  private static final String NAMES =
      "\\b(EKS|AKS|GKE|OpenShift|Azure|AWS|VPC|eks|aks|gke|openshift|k3s)\\b";

  /** Comments may say what they like. */
  private static final Pattern IN_A_LITERAL = Pattern.compile("\"[^\"]*" + NAMES + "[^\"]*\"");

  private static SchemaField field(String... path) {
    return new Schemas().fields("Cluster").find(List.of(path)).orElseThrow();
  }

  @Test
  void everyWordOfTheSchemaIsOnePlatform() {
    List<String> ids = Platforms.all().stream().map(platform -> platform.name().id()).toList();
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(field("spec", "platform").allowed())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(PlatformName.values()).map(PlatformName::id).toList());
  }

  @Test
  void everyFieldOfALoadBalancerIsTakenSomewhere() {
    Set<String> taken = new TreeSet<>(Set.of("annotations", "provider"));
    for (LoadBalancers balancers : everywhere()) {
      for (Exposure exposure : Exposure.values()) {
        taken.addAll(balancers.fields(exposure));
      }
    }
    assertThat(taken)
        .isEqualTo(new TreeSet<>(field("spec", "eastWest", "loadBalancer").fields().keySet()));
  }

  @Test
  void whatDecidesAnAnnotationIsAFieldOfTheGateway() {
    SchemaField eastWest = field("spec", "eastWest");
    for (LoadBalancers balancers : everywhere()) {
      for (String annotation : balancers.annotations()) {
        String decider = balancers.decides(annotation).orElseThrow();
        assertThat(eastWest.find(List.of(decider.split("\\.")))).as(annotation).isPresent();
      }
    }
  }

  @Test
  void everyWordOfTheSchemaIsOneProvider() {
    assertThat(Providers.all().stream().map(Provider::id))
        .containsExactlyInAnyOrderElementsOf(
            field("spec", "eastWest", "loadBalancer", "provider").allowed());
  }

  private static List<LoadBalancers> everywhere() {
    return Stream.concat(
            Platforms.all().stream().map(Platform::loadBalancers),
            Providers.all().stream().map(Provider::loadBalancers))
        .toList();
  }

  @Test
  void noOtherClassNamesAPlatform() throws IOException {
    // The titles of codes do, the spec that trains the JVM, and kinds of SOPS recipients the
    // services that hold their keys.
    assertThat(naming(Path.of("src/main/java/dev/meshgen"), IN_A_LITERAL))
        .filteredOn(file -> file.endsWith(".java"))
        .filteredOn(file -> !file.startsWith("platform/") && !file.startsWith("scan/"))
        .containsExactly(
            "cli/Training.java",
            "diagnostic/Code.java",
            "seal/sops/azurekv/AzureKeyVaultKind.java",
            "seal/sops/kms/AwsKmsKey.java",
            "seal/sops/kms/AwsKmsKind.java");
  }

  @Test
  void noTemplateNamesAPlatform() throws IOException {
    assertThat(naming(Path.of("templates"), Pattern.compile(NAMES)))
        .filteredOn(file -> file.endsWith(".mustache"))
        .containsExactly("init/cluster.yaml.mustache");
  }

  private static List<String> naming(Path folder, Pattern pattern) throws IOException {
    List<String> naming = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (pattern.matcher(Files.readString(file)).find()) {
          naming.add(folder.relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return naming;
  }
}
