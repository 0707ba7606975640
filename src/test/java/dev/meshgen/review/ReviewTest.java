package dev.meshgen.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.testing.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each field of the record that differs, and what that is worth saying. */
class ReviewTest {
  private static final MeshPlan PLAN =
      Plans.plan(
          Plans.MESH,
          Plans.cluster("east", "network: net-east, eastWest: {address: 10.0.0.9}"),
          Plans.cluster("ambient", "network: net-ambient, istio: {dataPlane: ambient}"),
          Plans.cluster("left", "state: detached"),
          Plans.cluster(
              "tagged", "network: net-tagged, istio: {revision: one, tags: {default: one}}"),
          Plans.cluster("drains", "state: draining, eastWest: {address: 10.0.0.7}"),
          Plans.cluster(
              "outside",
              """
              controlPlane:
                {role: external, configCluster: edge, host: istiod.example, credentialName: x}
              """
                  .strip()),
          Plans.cluster(
              "edge", "network: net-edge, controlPlane: {role: remote, primaries: [outside]}"));

  /** The lock said {@code before} where the plan has {@code after}. */
  private record Case(String cluster, String after, String before, String... codes) {
    @Override
    public String toString() {
      return cluster + ": " + before + " -> " + after;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("east", "state: \"active\"", "state: \"joining\""),
          new Case("east", "role: \"primary\"", "role: \"external\"", "MG1220"),
          new Case("east", "network: \"net-east\"", "network: \"net-west\"", "MG1217"),
          new Case("left", "dataPlane: \"sidecar\"", "dataPlane: \"ambient\""),
          new Case("east", "discovered: true", "discovered: false"),
          new Case("left", "discovered: false", "discovered: true", "MG1204"),
          new Case("east", "engine: \"argocd\"", "engine: \"flux\"", "MG1218"),
          new Case("east", "engine: \"argocd\"", "engine: \"argocd-in-cluster\"", "MG1218"),
          new Case("outside", "host: \"istiod.example\"", "host: \"istiod.old\"", "MG1205"),
          new Case("east", "namespace: \"istio-system\"", "namespace: \"mesh\"", "MG1205"),
          new Case("east", "trustDomain: \"retail.example\"", "trustDomain: \"x\"", "MG1206"),
          new Case("east", "install: \"helm\"", "install: \"sail\"", "MG1231"),
          new Case("left", "install: \"helm\"", "install: \"sail\""),
          new Case("east", "dataPlane: \"sidecar\"", "dataPlane: \"ambient\"", "MG1221"),
          new Case(
              "east",
              "controlPlanes:\n      \"default\": \"1.30.5\"",
              "controlPlanes:\n      \"one\": \"1.30.5\"",
              "MG1231"),
          new Case("east", "controlPlanes:\n", "controlPlanes:\n      \"one\": \"1.28.0\"\n"),
          new Case("east", "\"default\": \"1.30.5\"", "\"default\": \"1.30.0\""),
          new Case("east", "\"default\": \"1.30.5\"", "\"default\": \"1.29.0\""),
          new Case("east", "\"default\": \"1.30.5\"", "\"default\": \"1.28.0\"", "MG1304"),
          new Case("east", "\"default\": \"1.30.5\"", "\"default\": \"1.31.0\"", "MG1305"),
          new Case("edge", "\"default\": \"1.30.5\"", "\"default\": \"1.28.0\""),
          new Case("outside", "\"default\": \"1.30.5\"", "\"default\": \"1.28.0\"", "MG1304"),
          new Case("tagged", "tags:\n      \"default\": \"one\"", "tags:\n      \"old\": \"one\""),
          new Case("east", "releases:\n", "releases:\n      \"istio-cni\": \"1.28.0\"\n", "MG1241"),
          new Case("east", "\"platform\": \"generic\"", "\"platform\": \"gke\"", "MG1241"),
          new Case("drains", "\"platform\": \"generic\"", "\"platform\": \"gke\""),
          new Case("east", "exposure\": \"internal\"", "exposure\": \"internet\"", "MG1241"),
          new Case("drains", "exposure\": \"internal\"", "exposure\": \"internet\""),
          new Case(
              "east",
              "\"eastWest.exposure\": \"internal\"\n",
              "\"eastWest.exposure\": \"internal\"\n    \"eastWest.loadBalancer.class\": \"x/y\"\n",
              "MG1241"),
          new Case(
              "east", "\"clusterDomain\": \"cluster.local\"", "\"clusterDomain\": \"x\"", "MG1241"),
          new Case("left", "\"clusterDomain\": \"cluster.local\"", "\"clusterDomain\": \"x\""),
          new Case(
              "left", "argocd.namespace\": \"argocd\"", "argocd.namespace\": \"gitops\"", "MG1240"),
          new Case("east", "argocd.project\": \"", "argocd.project\": \"old-", "MG1240"),
          new Case("ambient", "kind: \"helm\"", "kind: \"hbone\"", "MG1410"),
          new Case("east", "kind: \"helm\"", "kind: \"hbone\""),
          new Case("east", "kind: \"helm\"", "kind: \"gateway-api\"", "MG1232"),
          new Case(
              "east",
              "address: \"10.0.0.9\"\n",
              "address: \"10.0.0.9\"\n    ports:\n      \"tls\": \"31443\"\n",
              "MG1223"),
          new Case(
              "drains",
              "address: \"10.0.0.7\"\n",
              "address: \"10.0.0.7\"\n    ports:\n      \"tls\": \"31443\"\n"),
          new Case("east", "address: \"10.0.0.9\"", "address: \"10.0.0.8\""));

  private static ClusterPlan cluster(String name) {
    return PLAN.clusters().stream().filter(each -> each.name().equals(name)).findFirst().get();
  }

  private static ClusterLock planned(String name) {
    RunningCluster record =
        PlannedCluster.of(PLAN.mesh(), Engines.of(PLAN.mesh()), cluster(name), true);
    return new ClusterLock("retail", name, new TreeMap<>()).running(record);
  }

  private static String text(ClusterLock lock) {
    return new String(LockFile.print(lock), UTF_8);
  }

  private static List<String> review(Case each) throws LockException {
    ClusterLock after = planned(each.cluster());
    assertThat(text(after)).contains(each.after());
    String edited = text(after).replace(each.after(), each.before());
    ClusterLock before = LockFile.parseCluster("lock", edited.getBytes(UTF_8));
    assertThat(before).isNotEqualTo(after);
    return Review.judge(
            PLAN.topology(),
            List.of(
                new ClusterChange(
                    cluster(each.cluster()).cluster(),
                    before.runs().orElseThrow(),
                    after.runs().orElseThrow())))
        .stream()
        .map(Diagnostic::code)
        .map(code -> code.id())
        .toList();
  }

  @TestFactory
  List<DynamicTest> saysWhatADifferenceMeans() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case each : CASES) {
      tests.add(
          DynamicTest.dynamicTest(
              each.toString(), () -> assertThat(review(each)).containsExactly(each.codes())));
    }
    return tests;
  }

  @Test
  void everyFieldIsAmongThem() {
    Set<String> fields = new TreeSet<>();
    for (ClusterPlan cluster : PLAN.clusters()) {
      String text = text(planned(cluster.name()));
      String runs = text.substring(text.indexOf("runs:\n"), text.indexOf("sealed:"));
      Pattern.compile("(?m)^ +(\\w+):")
          .matcher(runs)
          .results()
          .forEach(x -> fields.add(x.group(1)));
    }
    String cases = CASES.stream().map(Case::after).collect(Collectors.joining("\n"));

    // Of these only what is in them differs.
    fields.removeAll(Set.of("istio", "gateway", "settings"));
    assertThat(fields)
        .contains("host", "address", "kind", "releases")
        .allSatisfy(field -> assertThat(cases).contains(field + ":"));
  }

  @Test
  void nothingIsSaidOfSettingsThatAnOldLockDoesNotRecord() throws LockException {
    ClusterLock after = planned("east");
    String old = text(after).replaceAll("(?s)  settings:\n.*(?=sealed:)", "");
    assertThat(old).isNotEqualTo(text(after));
    ClusterLock before = LockFile.parseCluster("lock", old.getBytes(UTF_8));

    assertThat(
            Review.judge(
                PLAN.topology(),
                List.of(
                    new ClusterChange(
                        cluster("east").cluster(),
                        before.runs().orElseThrow(),
                        after.runs().orElseThrow()))))
        .isEmpty();
  }

  @Test
  void nothingIsSaidOfWhatStaysAsItIs() {
    List<ClusterChange> same = new ArrayList<>();
    for (ClusterPlan cluster : PLAN.clusters()) {
      RunningCluster record = planned(cluster.name()).runs().orElseThrow();
      same.add(new ClusterChange(cluster.cluster(), record, record));
    }

    assertThat(Review.judge(PLAN.topology(), same)).isEmpty();
  }
}
