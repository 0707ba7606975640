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

/** The schema, the names, and the classes of platforms say the same; and nobody else speaks. */
final class PlatformsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/meshgen");

  /** In a literal; comments may say what they like. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\"[^\"]*\\b(EKS|AKS|GKE|OpenShift|Azure|AWS|VPC|eks|aks|gke|openshift|k3s)\\b[^\"]*\"");

  /** Titles of codes, and a spec that is compiled to train the JVM. */
  private static final Set<String> SPEAKERS =
      Set.of("platform", "diagnostic/Code.java", "cli/Training.java");

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
    Set<String> taken = new TreeSet<>(Set.of("annotations"));
    for (Platform platform : Platforms.all()) {
      for (Exposure exposure : Exposure.values()) {
        taken.addAll(platform.loadBalancers().fields(exposure));
      }
    }
    assertThat(taken)
        .isEqualTo(new TreeSet<>(field("spec", "eastWest", "loadBalancer").fields().keySet()));
  }

  @Test
  void whatDecidesAnAnnotationIsAFieldOfTheGateway() {
    SchemaField eastWest = field("spec", "eastWest");
    for (Platform platform : Platforms.all()) {
      for (String annotation : platform.loadBalancers().annotations()) {
        String decider = platform.loadBalancers().decides(annotation).orElseThrow();
        assertThat(eastWest.find(List.of(decider.split("\\.")))).as(annotation).isPresent();
      }
    }
  }

  @Test
  void nobodyElseNamesAPlatform() throws IOException {
    List<String> speakers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = SOURCES.relativize(file).toString().replace('\\', '/');
        if (SPEAKERS.stream().noneMatch(name::startsWith)
            && NAMED.matcher(Files.readString(file)).find()) {
          speakers.add(name);
        }
      }
    }
    assertThat(speakers).isEmpty();
  }
}
