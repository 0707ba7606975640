package dev.meshgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.Templates;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import dev.meshgen.testing.EngineSpecs;
import dev.meshgen.testing.Plans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every engine, whichever there are. */
class EnginesTest {
  private static final SchemaField DELIVERY =
      new Schemas().fields("Mesh").find(List.of("spec", "delivery")).orElseThrow();

  static List<EngineType> types() {
    return Engines.TYPES;
  }

  @Test
  void areThoseThatTheSchemaAdmits() {
    assertThat(types())
        .extracting(EngineType::id)
        .containsExactlyElementsOf(DELIVERY.fields().keySet());
  }

  @ParameterizedTest
  @MethodSource("types")
  void haveAPathThatNobodyHasToWrite(EngineType type) {
    SchemaField settings = DELIVERY.fields().get(type.id());

    assertThat(settings.fields().get("path").defaultValue()).isPresent();
    assertThat(settings.shape().required()).doesNotContain("path");
  }

  @ParameterizedTest
  @MethodSource("types")
  void areWhatASpecNamesWithNothingButWhatIsRequired(EngineType type) {
    ReadMesh read = ReadMesh.of(mesh(type) + cluster("east"));

    assertThat(read.diagnostics())
        .extracting(Diagnostic::code)
        .doesNotContain(Code.MISSING_FIELD, Code.UNKNOWN_FIELD, Code.BAD_FORMAT);
    Mesh mesh = read.spec().orElseThrow().mesh();
    Engines engines = Engines.of(mesh);
    assertThat(engines.all())
        .extracting(Engine::getClass)
        .containsExactly(type.of(mesh).get(0).getClass());
    assertThat(engines.of(mesh.clusters().get(0))).isSameAs(engines.all().get(0));
  }

  @ParameterizedTest
  @MethodSource("types")
  void sayWhatTheyNeed(EngineType type) {
    MeshPlan plan = Plans.plan(mesh(type), cluster("east"));
    Engine engine = type.of(plan.mesh()).get(0);

    Passage chapter =
        engine.readme(plan, IdentitiesView.of(engine, plan, SopsKeyKinds.recipients())).chapter();

    assertThat(Templates.builtIn().render(chapter.template(), chapter.view()))
        .startsWith("## " + engine.name() + "\n\n");
  }

  @ParameterizedTest
  @MethodSource("types")
  void haveTheirFilesInFoldersOfTheirOwn(EngineType type) {
    MeshPlan plan = Plans.plan(mesh(type), cluster("east"));
    Engine engine = type.of(plan.mesh()).get(0);

    assertThat(engine.clusterFiles(plan, plan.clusters().get(0), SopsKeyKinds.recipients()))
        .extracting(FileView::path)
        .filteredOn(path -> path.startsWith(type.clusterFolders() + "/"))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(Engines.clusterOf(path)).contains("east"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void recordTheVersionOfARelease(EngineType type) {
    MeshPlan plan = Plans.plan(mesh(type), cluster("east"));
    ClusterPlan east = plan.clusters().get(0);
    Engine engine = type.of(plan.mesh()).get(0);

    assertThat(east.releases())
        .isNotEmpty()
        .allSatisfy(
            release -> {
              EngineType.VersionFile file = type.versionFile(east.layout(), release.key());
              assertThat(engine.clusterFiles(plan, east, SopsKeyKinds.recipients()))
                  .filteredOn(view -> view.path().equals(file.path()))
                  .singleElement()
                  .extracting(view -> Templates.builtIn().render(view.template(), view.view()))
                  .asString()
                  .containsPattern(
                      "\\b(" + String.join("|", file.fields()) + "): \"" + release.version());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "argocd/clusters/east/istiod.yaml, east",
    "flux/east/trust.yaml, east",
    "argocd/bootstrap/root.yaml,",
    "argocd/mesh/clusters/east.yaml,",
    "clusters/east/values/istiod.yaml,",
    "README.md,",
  })
  void knowTheClusterOfAFile(String path, String cluster) {
    assertThat(Engines.clusterOf(path)).isEqualTo(Optional.ofNullable(cluster));
  }

  private static String mesh(EngineType type) {
    return EngineSpecs.delivered(Plans.MESH, type);
  }

  private static String cluster(String name) {
    return Plans.cluster(name, "platform: generic");
  }
}
