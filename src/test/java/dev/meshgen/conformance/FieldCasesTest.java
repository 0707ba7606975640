package dev.meshgen.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.Shared;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Meshes as people run them, found in the field: each gets the answer that is right for it. */
@Tag("conformance")
@Tag("upstream-data")
class FieldCasesTest {
  private static final Map<String, Consumer<FieldCase>> ANSWERS =
      Map.ofEntries(
          entry("01-argocd-in-cluster-renamed", FieldCasesTest::argoCdByAddress),
          entry("02-discovery-selectors-leave-out-istio-system", FieldCasesTest::selectors),
          entry("03-internal-exposure-without-effect", FieldCasesTest::exposure),
          entry("04-eks-in-tree-nlb-becomes-public", FieldCasesTest::inTreeLoadBalancer),
          entry("05-aks-admissions-enforcer", FieldCasesTest::admissionsEnforcer),
          entry("06-adopt-corporate-intermediate-crashes", FieldCasesTest::issuingAuthority),
          entry("07-hosts-of-service-entries", FieldCasesTest::hosts),
          entry("08-public-ca-in-front-of-the-api-server", FieldCasesTest::publicAuthority),
          entry("09-one-address-for-several-api-servers", FieldCasesTest::serverNames),
          entry("10-namespace-labels", FieldCasesTest::namespaceLabels),
          entry("11-istio-csr-or-any-external-ca", FieldCasesTest::externalAuthority),
          entry("12-network-and-cluster-names-that-exist", FieldCasesTest::existingNames),
          entry("13-expiring-opaque-token", FieldCasesTest::opaqueTokens),
          entry("14-flux-of-a-locked-down-cluster", FieldCasesTest::fluxAccount),
          entry("15-flux-charts-from-ecr", FieldCasesTest::chartsOfACloud),
          entry("16-auto-mtls-off", FieldCasesTest::autoMtls),
          entry("17-gateway-address-per-network", FieldCasesTest::addresses),
          entry("18-gateway-in-a-namespace-of-its-own", FieldCasesTest::gatewayElsewhere),
          entry("19-an-argocd-in-every-cluster", FieldCasesTest::argoCdEverywhere),
          entry("20-trust-domain-per-cluster", FieldCasesTest::trustDomains),
          entry("21-trust-domain-aliases-replace-meshgens-own", FieldCasesTest::aliases),
          entry("22-vendor-builds", FieldCasesTest::vendorBuilds));

  private static final String OCI_INTERNAL =
      "service.beta.kubernetes.io/oci-load-balancer-internal";
  private static final String HETZNER_INTERNAL =
      "load-balancer.hetzner.cloud/disable-public-network";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> theRightAnswer() {
    return ANSWERS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            answer ->
                DynamicTest.dynamicTest(
                    answer.getKey(),
                    () ->
                        answer
                            .getValue()
                            .accept(
                                new FieldCase(
                                    Shared.FIELD_CASES.resolve(answer.getKey()),
                                    folder.resolve(answer.getKey())))));
  }

  @Test
  void everyCaseHasOne() {
    assertThat(Shared.list(Shared.FIELD_CASES, ""))
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(ANSWERS.keySet());
  }

  private static void argoCdByAddress(FieldCase mesh) {
    mesh.rendered();
    String server = "server: https://kubernetes.default.svc";
    assertThat(mesh.texts("argocd/")).noneMatch(text -> text.contains("in-cluster"));
    assertThat(mesh.out("argocd/bootstrap/root.yaml")).contains(server);
    assertThat(mesh.out("argocd/mesh/project.yaml")).contains("- " + server);
    assertThat(mesh.texts("argocd/mesh/clusters/"))
        .hasSize(2)
        .allMatch(text -> text.contains(server));
  }

  private static void selectors(FieldCase mesh) {
    String chosen = "{matchLabels: {mesh-member: \"yes\"}}";
    String byName = "{matchLabels: {kubernetes.io/metadata.name: istio-system}}";
    String byNetwork = "{matchExpressions: [{key: topology.istio.io/network, operator: Exists}]}";
    assertThat(mesh.refused()).contains("spec.yaml:19:34: error[MG0805]", "istio-system");
    assertThat(mesh.with(chosen, chosen + ", " + byName).accepted()).doesNotContain("MG0805");
    assertThat(mesh.with(byName, byNetwork).accepted()).doesNotContain("MG0805");
  }

  private static void exposure(FieldCase mesh) {
    assertThat(mesh.accepted()).contains("warning[MG0442]", "\"alpha\", \"beta\" internal");
    mesh.rendered();
    assertThat(mesh.out("README.md"))
        .contains("not known to be internal")
        .doesNotContain("| internal |");
    String eastWest = "exposure: internal}";
    for (String answer :
        List.of(
            "loadBalancer: {annotations: {" + OCI_INTERNAL + ": \"true\"}}}",
            "loadBalancer: {annotations: {" + HETZNER_INTERNAL + ": \"true\"}}}",
            "loadBalancer: {class: internal.example/lb}}",
            "address: 10.1.2.3}")) {
      mesh.with(eastWest, "exposure: internal, " + answer);
      assertThat(mesh.accepted()).contains("the gateway of \"beta\" internal");
      mesh.with("exposure: internal, " + answer, eastWest);
    }
  }

  private static void inTreeLoadBalancer(FieldCase mesh) {
    assertThat(mesh.refused()).contains("spec.yaml:22:85: error[MG0441]");
    for (String type : List.of("external", "nlb-ip")) {
      String known = "aws-load-balancer-type: " + type + "}";
      mesh.with("aws-load-balancer-type: nlb}", known);
      assertThat(mesh.accepted()).doesNotContain("MG0441");
      mesh.with(known, "aws-load-balancer-type: nlb}");
    }
  }

  private static void admissionsEnforcer(FieldCase mesh) {
    mesh.rendered();
    for (String cluster : List.of("alpha", "beta")) {
      assertThat(mesh.out("clusters/" + cluster + "/values/istiod.yaml"))
          .containsPattern(
              "sidecarInjectorWebhookAnnotations:\n( +#.*\n)*  admissions.enforcer/disabled: \"true\"");
    }
  }

  private static void issuingAuthority(FieldCase mesh) {
    Workspace workspace = mesh.workspace();
    String root = workspace.identity("root.agekey");
    mesh.with("age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt", root);
    Tool.named("sh").in(workspace.folder(), Map.of(), "make.sh", "out", root).succeeded();

    Run run =
        workspace
            .holding("root.agekey")
            .run("adopt", "-f", "spec.yaml", "-o", "out", "out/trust/root-ca.sops.yaml");

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("error[MG1013]", "not self-signed");
  }

  private static void hosts(FieldCase mesh) {
    assertThat(mesh.accepted())
        .contains("spec.yaml:19:33: warning[MG0215]", "ServiceEntries")
        .doesNotContain("MG0515");
  }

  private static void publicAuthority(FieldCase mesh) {
    AccountToken reader = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
    assertThat(mesh.accepted())
        .contains("spec.yaml:19:44: warning[MG0214]", "ca: public", "enableK8sTokensViaDns");
    mesh.rendered();
    Run refused = mesh.add("alpha", reader.secret());
    assertThat(refused.code()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains("error[MG1126]", "spec.kubernetes.ca: public");
    Run without = mesh.add("beta", kubeconfig("https://beta.example:6443", "", reader.token()));
    assertThat(without.code()).as(without.err()).isEqualTo(1);
    assertThat(without.err()).contains("error[MG1122]", "spec.kubernetes.ca: public");

    mesh.with(".gke.goog\"", ".gke.goog\", ca: public");
    assertThat(mesh.accepted()).doesNotContain("MG0214");
    Run sealed = mesh.rendered().add("alpha", reader.secret());
    assertThat(sealed.code()).as(sealed.err()).isZero();
    assertThat(mesh.tree()).containsKey("discovery/alpha.sops.yaml");
  }

  private static void serverNames(FieldCase mesh) {
    String server = "https://istio-egressgateway.istio-system.svc.cluster.local:443";
    mesh.rendered();
    for (String cluster : List.of("alpha", "beta")) {
      AccountToken reader = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
      String authority = Base64.getEncoder().encodeToString(reader.caPem().getBytes(UTF_8));
      String more =
          ", tls-server-name: " + cluster + ".example, certificate-authority-data: " + authority;
      Run run = mesh.add(cluster, kubeconfig(server, more, reader.token()));
      assertThat(run.code()).as(run.err()).isZero();
    }
    assertThat(mesh.tree()).containsKeys("discovery/alpha.sops.yaml", "discovery/beta.sops.yaml");

    String spec = "\n  kubernetes: {apiServer: \"" + server + "\"";
    mesh.with("network: net-a", "network: net-a" + spec + "}");
    mesh.with("network: net-b", "network: net-b" + spec + "}");
    assertThat(mesh.refused()).contains("error[MG0508]", "is a service name");
    mesh.with("net-a" + spec, "net-a" + spec + ", tlsServerName: alpha.example");
    mesh.with("net-b" + spec, "net-b" + spec + ", tlsServerName: beta.example");
    assertThat(mesh.accepted()).doesNotContain("MG0508", "MG0509");
  }

  private static void namespaceLabels(FieldCase mesh) {
    String namespace = "clusters/alpha/namespaces/namespace.yaml";
    String privileged = "pod-security.kubernetes.io/enforce: privileged";
    mesh.with("  # no field", "  istio: {namespaceMetadata: {labels: {cost: \"7\"}}} # no field");
    mesh.rendered();
    assertThat(mesh.out(namespace)).contains("    " + privileged, "    cost: \"7\"");
    mesh.with("network: net-a", "network: net-a\n  platform: openshift").rendered();
    assertThat(mesh.out(namespace)).contains("    cost: \"7\"").doesNotContain(privileged);
  }

  private static void externalAuthority(FieldCase mesh) {
    String address = "cert-manager-istio-csr.cert-manager.svc:443";
    assertThat(mesh.refused())
        .contains("spec.yaml:19:30: error[MG0801]", "spec.yaml:19:103: error[MG0801]")
        .contains("trust.authority.external.caAddress");
    mesh.with("  values: {istiod: {global: {caAddress: \"" + address, "  # {{{\"");
    mesh.with("  delivery:", "  trust: {authority: {external: {layout: tls}}}\n  delivery:");
    mesh.rendered();
    assertThat(mesh.tree().keySet()).noneMatch(path -> path.matches("clusters/[^/]+/trust/.*"));
    mesh.with("layout: tls", "caAddress: \"" + address + "\"").rendered();
    assertThat(mesh.out("clusters/alpha/values/istiod.yaml")).contains(address);
    mesh.with("caAddress: \"" + address + "\"", "signer: clusterissuers.cert-manager.io/root");
    mesh.rendered();
    assertThat(mesh.out("clusters/alpha/values/istiod.yaml")).contains("ISTIOD_RA_KUBERNETES_API");
  }

  private static void existingNames(FieldCase mesh) {
    mesh.with("network: vpc_0a1b2c", "network: vpc_0a1b2c\n  clusterID: gke_proj_zone_c1");
    mesh.with("network: net-b", "network: Network1\n  clusterID: prod.eu").rendered();
    assertThat(mesh.out("clusters/alpha/namespaces/namespace.yaml"))
        .contains("topology.istio.io/network: vpc_0a1b2c");
    assertThat(mesh.out("clusters/alpha/values/istiod.yaml"))
        .contains("network: vpc_0a1b2c", "clusterName: gke_proj_zone_c1");
    assertThat(mesh.out("clusters/beta/values/istiod.yaml"))
        .contains("network: Network1", "clusterName: prod.eu");
  }

  private static void opaqueTokens(FieldCase mesh) {
    mesh.rendered();
    AccountToken reader = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT);
    String authority = Base64.getEncoder().encodeToString(reader.caPem().getBytes(UTF_8));
    for (String prefix : List.of("k8s-aws-v1.", "ya29.", "sha256~")) {
      String token = prefix + Integer.toHexString(reader.token().hashCode()).repeat(5);
      String handed =
          kubeconfig(
              "https://alpha.example:6443", ", certificate-authority-data: " + authority, token);
      Run run = mesh.add("alpha", handed);
      assertThat(run.code()).as(run.err()).isEqualTo(1);
      assertThat(run.err()).contains("error[MG1115]", "--allow-expiring").doesNotContain(token);
      assertThat(mesh.tree()).doesNotContainKey("discovery/alpha.sops.yaml");
    }
  }

  private static void fluxAccount(FieldCase mesh) {
    mesh.with(
            "sourceRef: {name: platform}", "sourceRef: {name: platform}, serviceAccountName: mesh")
        .rendered();
    List<String> applied =
        Stream.concat(mesh.texts("flux/").stream(), mesh.texts("clusters/").stream())
            .flatMap(text -> Stream.of(text.split("(?m)^---$")))
            .filter(
                text ->
                    text.contains("\nkind: HelmRelease\n")
                        || text.contains("kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"))
            .toList();
    assertThat(applied)
        .hasSizeGreaterThan(10)
        .allMatch(text -> text.contains("\n  serviceAccountName: mesh\n"));
  }

  private static void chartsOfACloud(FieldCase mesh) {
    List<String> sources =
        mesh.rendered().tree().values().stream()
            .flatMap(text -> Stream.of(text.split("(?m)^---$")))
            .filter(text -> text.contains("\nkind: OCIRepository\n"))
            .toList();
    assertThat(sources).isNotEmpty().allMatch(text -> text.contains("\n  provider: aws\n"));
  }

  private static void autoMtls(FieldCase mesh) {
    assertThat(mesh.refused()).contains("spec.yaml:19:34: error[MG0801]", "enableAutoMtls");
  }

  private static void addresses(FieldCase mesh) {
    mesh.with(
        "eastWest: {address: 192.168.100.2}",
        "eastWest: {addressFor: {net2: 192.168.100.2, net3: 192.168.200.2}}");
    mesh.rendered();
    for (String[] seen : new String[][] {{"site2", "192.168.100.2"}, {"site3", "192.168.200.2"}}) {
      assertThat(mesh.texts("clusters/" + seen[0] + "/"))
          .filteredOn(text -> text.contains("gatewayClassName: istio-remote"))
          .singleElement()
          .asString()
          .contains("topology.istio.io/network: net1", seen[1]);
    }
  }

  private static void gatewayElsewhere(FieldCase mesh) {
    assertThat(mesh.refused()).contains("spec.yaml:19:39: error[MG0801]", "eastWest.selector");
    mesh.with(
        "values: {eastwestgateway: {labels: {app: istio-eastwest, istio: eastwestgateway}}}",
        "eastWest: {namespace: istio-gateways, name: istio-eastwest, "
            + "selector: {app: istio-eastwest}}");
    mesh.rendered();
    assertThat(mesh.out("argocd/clusters/alpha/eastwest.yaml"))
        .contains("releaseName: istio-eastwest\n", "namespace: istio-gateways\n");
    assertThat(mesh.out("clusters/alpha/values/eastwestgateway.yaml"))
        .contains("app: istio-eastwest\n");
    assertThat(mesh.texts("clusters/alpha/"))
        .anyMatch(text -> text.contains("kind: Namespace\nmetadata:\n  name: istio-gateways\n"));
  }

  private static void argoCdEverywhere(FieldCase mesh) {
    assertThat(mesh.refused())
        .contains("spec.yaml:27:25: error[MG0903]", "delivery.argocd.mode: cluster");
    String destination = "\n  argocd: {destination: in-cluster}";
    mesh.with(destination, "").with("argocd: {repoURL", "argocd: {mode: cluster, repoURL");
    mesh.rendered();
    assertThat(mesh.texts("argocd/"))
        .filteredOn(text -> text.contains("destination:"))
        .isNotEmpty()
        .allMatch(text -> text.contains("server: https://kubernetes.default.svc"));
  }

  private static void trustDomains(FieldCase mesh) {
    assertThat(mesh.refused())
        .contains("spec.yaml:19:34: error[MG0801]", "one for each cluster is not supported");
  }

  private static void aliases(FieldCase mesh) {
    mesh.rendered();
    assertThat(mesh.out("clusters/alpha/values/istiod-1-30-5.overrides.yaml"))
        .contains("  trustDomainAliases:\n    - field.example\n    - partner.example\n");
  }

  private static void vendorBuilds(FieldCase mesh) {
    assertThat(mesh.accepted()).doesNotContain("MG0403");
    mesh.rendered();
    assertThat(mesh.out("argocd/clusters/alpha/istiod.yaml"))
        .contains("targetRevision: \"1.30.5+tetrate0\"");
    assertThat(mesh.workspace().run("images", "-f", "spec.yaml").out())
        .contains("registry.vendor.example/istio/pilot:1.30.5-tetrate0\n");
    String version = "1.30.5+tetrate0";
    for (String build : List.of("-solo", "-distroless", "-fips", "-rc.1", "-alpha.1", "-beta.0")) {
      String next = "1.30.5" + build;
      mesh.with("version: \"" + version, "version: \"" + next);
      version = next;
      assertThat(mesh.accepted().contains("warning[MG0403]"))
          .as(build)
          .isEqualTo(build.contains("."));
    }
  }

  private static String kubeconfig(String server, String more, String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: reader
        clusters: [{name: reader, cluster: {server: "%s"%s}}]
        users: [{name: reader, user: {token: "%s"}}]
        contexts: [{name: reader, context: {cluster: reader, user: reader}}]
        """
        .formatted(server, more, token);
  }
}
