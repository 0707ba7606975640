package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The health check of Applications that the README of a tree asks for, on Applications of that tree
 * with the status that Argo CD gives them from one moment of an upgrade to the next.
 */
@ExtendWith(Renderings.class)
class ApplicationHealthTest {
  private static final String ISTIOD = "/istiod.yaml";
  private static final String CONFIG = "/config.yaml";

  private Rendering rendering;
  private HealthScript script;

  @BeforeEach
  void render(Renderings renderings) {
    use(renderings, "multi-primary-multi-network");
  }

  private void use(Renderings renderings, String name) {
    Variant variant =
        Variants.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    rendering = renderings.of(variant);
    script = HealthScript.of(rendering, "argocd-cm", "argoproj.io_Application");
  }

  @ParameterizedTest
  @ValueSource(strings = {ISTIOD, CONFIG})
  void takesOverTheVerdictOnWhatTheSpecSaysNow(String file) {
    assertThat(verdict(synced(file))).isEqualTo("Healthy");
    ObjectNode degraded = synced(file);
    health(degraded).put("status", "Degraded").put("message", "istiod crashes");
    assertThat(script.judge(degraded))
        .isEqualTo(new HealthScript.Verdict("Degraded", "istiod crashes"));
    health(degraded).put("status", "Progressing");
    assertThat(verdict(degraded)).isEqualTo("Progressing");
  }

  @Test
  void leavesTheApplicationsOfOthersAsIfThereWasNoCheck() {
    ObjectNode foreign = synced(ISTIOD);
    foreign.withObject("/metadata/labels").remove("meshgen.dev/cluster");
    change(foreign);
    health(foreign).put("status", "Degraded");
    assertThat(verdict(foreign)).isEqualTo("Healthy");
    foreign.remove("status");
    foreign.withObject("/metadata").remove("labels");
    assertThat(verdict(foreign)).isEqualTo("Healthy");
  }

  @Test
  void aResourceThatTheOperatorCannotReconcileIsDegraded(Renderings renderings) {
    use(renderings, "sail");
    HealthScript istio = HealthScript.of(rendering, "argocd-cm", "sailoperator.io_Istio");
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.putObject("metadata").put("generation", 1);
    resource.putObject("spec");
    assertThat(istio.judge(resource).status()).isEqualTo("Progressing");
    ObjectNode status = resource.putObject("status");
    status.put("observedGeneration", 1);
    ObjectNode condition = status.putArray("conditions").addObject();
    condition.put("type", "Reconciled").put("status", "False").put("reason", "ReconcileError");
    condition.put("message", "no such version");
    assertThat(istio.judge(resource))
        .isEqualTo(new HealthScript.Verdict("Degraded", "no such version"));
    condition.put("type", "Ready").put("status", "True").remove("reason");
    assertThat(istio.judge(resource).status()).isEqualTo("Healthy");
  }

  @ParameterizedTest
  @CsvSource({
    "istiod, FailedGetResourceMetric, Healthy",
    "istiod, InvalidSelector, Degraded",
    "shop, FailedGetResourceMetric, Degraded",
    "shop, ValidMetricFound, Healthy"
  })
  void anAutoscalerWithoutMetricsIsNoBrokenIstiod(String app, String reason, String verdict) {
    HealthScript autoscaler =
        HealthScript.of(rendering, "argocd-cm-autoscaling", "autoscaling_HorizontalPodAutoscaler");
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.withObject("/metadata/labels").put("app", app);
    assertThat(autoscaler.judge(object).status()).isEqualTo("Progressing");
    ArrayNode conditions = object.withObject("/status").putArray("conditions");
    conditions.addObject().put("type", "AbleToScale").put("status", "True").put("reason", "x");
    conditions
        .addObject()
        .put("type", "ScalingActive")
        .put("status", "False")
        .put("reason", reason);
    assertThat(autoscaler.judge(object).status()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "multi-primary-multi-network, eastwestgateway",
    "multi-gateway-network, eastwestgateway",
    "external-control-plane, istiod-gateway"
  })
  void norIsOneOfAGatewayABrokenGateway(String example, String gateway, Renderings renderings) {
    use(renderings, example);
    HealthScript autoscaler =
        HealthScript.of(rendering, "argocd-cm-autoscaling", "autoscaling_HorizontalPodAutoscaler");
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.withObject("/metadata/labels").put("istio", gateway);
    object
        .withObject("/status")
        .putArray("conditions")
        .addObject()
        .put("type", "ScalingActive")
        .put("status", "False")
        .put("reason", "FailedGetResourceMetric");
    assertThat(autoscaler.judge(object).status()).isEqualTo("Progressing");
    object.withObject("/metadata/labels").put("istio", "ingressgateway");
    assertThat(autoscaler.judge(object).status()).isEqualTo("Degraded");
  }

  @Test
  void waitsForAnApplicationThatNobodyHasLookedAt() {
    ObjectNode created = synced(ISTIOD);
    created.remove("status");
    assertThat(verdict(created)).isEqualTo("Progressing");
    created.putObject("status");
    assertThat(verdict(created)).isEqualTo("Progressing");
    created.withObject("/status").putObject("health").put("status", "Healthy");
    assertThat(verdict(created)).isEqualTo("Progressing");
    created.withObject("/status/sync").put("status", "Synced");
    assertThat(verdict(created)).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @ValueSource(strings = {ISTIOD, CONFIG})
  void waitsWhileTheVerdictIsOnTheSpecBefore(String file) {
    ObjectNode upgraded = synced(file);
    change(upgraded);
    assertThat(verdict(upgraded)).isEqualTo("Progressing");
  }

  @Test
  void waitsWhileTheVerdictIsOnAnotherCluster() {
    ObjectNode moved = synced(ISTIOD);
    moved.withObject("/spec/destination").put("name", "elsewhere");
    assertThat(verdict(moved)).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @ValueSource(strings = {ISTIOD, CONFIG})
  void goesThroughAnUpgradeStepByStep(String file) {
    ObjectNode application = synced(file);
    change(application);
    compared(application, "OutOfSync");
    // The new spec was compared, and what runs is healthy: but it is the old version.
    assertThat(verdict(application)).isEqualTo("Progressing");
    operation(application).put("phase", "Running").remove("finishedAt");
    record(application, "/status/operationState/syncResult");
    assertThat(verdict(application)).isEqualTo("Progressing");
    operation(application).put("phase", "Succeeded").put("finishedAt", "2026-11-20T10:05:00Z");
    // Applied, but health is still that of before.
    assertThat(verdict(application)).isEqualTo("Progressing");
    application.withObject("/status").put("reconciledAt", "2026-11-20T10:05:02Z");
    compared(application, "Synced");
    health(application).put("status", "Progressing");
    assertThat(verdict(application)).isEqualTo("Progressing");
    health(application).put("status", "Healthy");
    assertThat(verdict(application)).isEqualTo("Healthy");
  }

  @Test
  void waitsForTheResourcesOfTheOperator(Renderings renderings) {
    use(renderings, "sail");
    ObjectNode application = synced(ISTIOD);
    assertThat(verdict(application)).isEqualTo("Healthy");
    ObjectNode patch = (ObjectNode) application.at("/spec/source/kustomize/patches/0");
    patch.put("patch", patch.path("patch").asString().replace("value: v1.", "value: v2."));
    assertThat(verdict(application)).isEqualTo("Progressing");
    compared(application, "OutOfSync");
    assertThat(verdict(application)).isEqualTo("Progressing");
    compared(application, "Synced");
    assertThat(verdict(application)).isEqualTo("Healthy");
  }

  @Test
  void waitsForAChartThatCannotBeHad() {
    ObjectNode application = synced(ISTIOD);
    change(application);
    compared(application, "Unknown");
    assertThat(verdict(application)).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "Error"})
  void failsWithTheLastSyncSoThatACommitCanMendIt(String phase) {
    ObjectNode application = synced(ISTIOD);
    change(application);
    compared(application, "OutOfSync");
    record(application, "/status/operationState/syncResult");
    operation(application).put("phase", phase).put("message", "refused");
    assertThat(script.judge(application))
        .isEqualTo(new HealthScript.Verdict("Degraded", "refused"));
  }

  @Test
  void doesNotWaitForASyncThatNeverComes() {
    ObjectNode adopted = synced(ISTIOD);
    adopted.withObject("/status").remove("operationState");
    assertThat(verdict(adopted)).isEqualTo("Healthy");

    ObjectNode drifting = synced(ISTIOD);
    compared(drifting, "OutOfSync");
    assertThat(verdict(drifting)).isEqualTo("Healthy");

    ObjectNode toPrune = synced("/namespaces.yaml");
    change(toPrune);
    compared(toPrune, "OutOfSync");
    assertThat(verdict(toPrune)).isEqualTo("Progressing");
    resource(toPrune).put("requiresPruning", true);
    assertThat(verdict(toPrune)).isEqualTo("Healthy");
  }

  @Test
  void leavesApplicationsThatPeopleSyncToThem() {
    for (Consumer<ObjectNode> byHand :
        List.<Consumer<ObjectNode>>of(
            spec -> spec.remove("syncPolicy"),
            spec -> spec.withObject("/syncPolicy").remove("automated"),
            spec -> spec.withObject("/syncPolicy/automated").put("enabled", false))) {
      ObjectNode application = synced(ISTIOD);
      byHand.accept(application.withObject("/spec"));
      change(application);
      compared(application, "OutOfSync");
      application.withObject("/status").remove("operationState");
      assertThat(verdict(application)).isEqualTo("Healthy");
    }
  }

  @Test
  void takesWhatIsEmptyForWhatIsNotThere() {
    ObjectNode foreign = synced(CONFIG);
    ObjectNode source = foreign.withObject("/spec/source");
    source.put("chart", "").putObject("directory").put("recurse", false);
    source.putObject("helm").putArray("valueFiles");
    assertThat(verdict(foreign)).isEqualTo("Healthy");
    source.withObject("/helm").withArray("/valueFiles").add("more.yaml");
    assertThat(verdict(foreign)).isEqualTo("Progressing");
  }

  @Test
  void judgesAHydratedApplicationByItsStatus() {
    ObjectNode hydrated = synced(CONFIG);
    hydrated.withObject("/spec").remove("source");
    hydrated.withObject("/spec/sourceHydrator/syncSource").put("path", "out");
    assertThat(verdict(hydrated)).isEqualTo("Healthy");
  }

  private String verdict(JsonNode application) {
    return script.judge(application).status();
  }

  /** As Argo CD leaves it when all is done. */
  private ObjectNode synced(String file) {
    String path =
        rendering.files().keySet().stream()
            .filter(each -> each.startsWith("argocd/clusters/") && each.endsWith(file))
            .findFirst()
            .orElseThrow();
    ObjectNode application = (ObjectNode) rendering.manifest(path).json().deepCopy();
    ObjectNode status = application.putObject("status");
    status.put("reconciledAt", "2026-11-20T10:00:00Z");
    status.putObject("health").put("status", "Healthy");
    status.putArray("resources").addObject().put("kind", "Deployment");
    compared(application, "Synced");
    operation(application).put("phase", "Succeeded").put("finishedAt", "2026-11-20T09:59:00Z");
    record(application, "/status/operationState/syncResult");
    return application;
  }

  private static void compared(ObjectNode application, String status) {
    application.withObject("/status/sync").put("status", status);
    resource(application).put("status", status.equals("Synced") ? "Synced" : "OutOfSync");
    record(application, "/status/sync/comparedTo");
    application
        .withObject("/status/sync/comparedTo")
        .set("destination", application.at("/spec/destination").deepCopy());
  }

  /** Argo CD writes an empty source beside several. */
  private static void record(ObjectNode application, String pointer) {
    ObjectNode record = application.withObject(pointer);
    JsonNode spec = application.path("spec");
    record.set(
        "source",
        spec.has("source")
            ? spec.path("source").deepCopy()
            : JsonNodeFactory.instance.objectNode().put("repoURL", ""));
    if (spec.has("sources")) {
      record.set("sources", spec.path("sources").deepCopy());
    }
  }

  private static void change(ObjectNode application) {
    JsonNode sources = application.at("/spec/sources");
    JsonNode source = sources.isEmpty() ? application.at("/spec/source") : sources.path(0);
    ((ObjectNode) source).put("targetRevision", "another");
  }

  private static ObjectNode health(ObjectNode application) {
    return application.withObject("/status/health");
  }

  private static ObjectNode operation(ObjectNode application) {
    return application.withObject("/status/operationState");
  }

  private static ObjectNode resource(ObjectNode application) {
    return (ObjectNode) application.at("/status/resources/0");
  }
}
