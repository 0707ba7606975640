package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Cluster;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.Rendering;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RulesTest {
  private static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1"}
        secrets: {sops: {age: ["${age:clusters}"], root: {age: ["${age:root}"]}}}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      """;

  private static String cluster(String name, String spec) {
    return "---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: "
        + name
        + "}\nspec: {"
        + spec
        + "}\n";
  }

  private static List<Diagnostic> check(String... documents) {
    return check(ReadMesh.TODAY, documents);
  }

  private static List<Diagnostic> check(LocalDate asOf, String... documents) {
    String text = new FixtureText(7).fill(String.join("", documents));
    // Most clusters here do not say whose load balancers they have.
    return ReadMesh.of("mesh.yaml", text.getBytes(StandardCharsets.UTF_8), asOf)
        .diagnostics()
        .stream()
        .filter(found -> found.code() != Code.INTERNAL_UNKNOWN)
        .filter(found -> found.code() != Code.SOURCE_RANGES_NOT_APPLIED)
        .toList();
  }

  private static Diagnostic only(List<Diagnostic> found) {
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("examples"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void findsNothingWrongWithTheExamples(Path example) throws IOException {
    List<SpecSource> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        sources.add(new SpecSource(file.toString(), Files.readAllBytes(file)));
      }
    }
    ReadMesh read = ReadMesh.of(sources);
    // What a hub can open or leaves out, and what does not cross yet, is worth a warning to whoever
    // copies the example, too.
    assertThat(read.diagnostics())
        .filteredOn(found -> found.code() != Code.HUB_OPENS_EVERYTHING)
        .filteredOn(found -> found.code() != Code.ENDPOINT_SLICES_EXCLUDED)
        .filteredOn(found -> found.code() != Code.DATA_PLANES_MIXED)
        .filteredOn(found -> found.code() != Code.SAIL_VERSION)
        .filteredOn(found -> found.code() != Code.PLATFORM_UNPREPARED)
        .isEmpty();
    assertThat(read.spec()).isPresent();
  }

  @Test
  void acceptsASpecOfTwoDocuments() {
    assertThat(check(MESH, cluster("east", ""))).isEmpty();
  }

  @Test
  void citesBothLinesOfAnOverlap() {
    Diagnostic found =
        only(
            check(
                MESH,
                cluster("west", "network: flat, podCIDRs: [10.0.0.0/8]"),
                cluster("east", "network: flat, podCIDRs: [10.7.0.0/16]")));
    assertThat(found.at()).hasToString("mesh.yaml:17:34");
    assertThat(found.message())
        .isEqualTo(
            "pod range \"10.7.0.0/16\" of cluster \"east\" overlaps pod range"
                + " \"10.0.0.0/8\" of cluster \"west\"");
    assertThat(found.related().orElseThrow().at()).hasToString("mesh.yaml:12:34");
    assertThat(found.related().orElseThrow().message())
        .isEqualTo("pod range \"10.0.0.0/8\" of cluster \"west\"");
  }

  @Test
  void sendsNoClusterIntoANetworkOfItsOwnForItsOwnRanges() {
    Diagnostic own =
        only(check(MESH, cluster("a", "podCIDRs: [10.0.0.0/8], serviceCIDRs: [10.96.0.0/12]")));
    assertThat(own.hint())
        .isEqualTo(
            "write the ranges from the creation of the cluster; its Pods and Services share none");
    Diagnostic others =
        only(
            check(
                MESH,
                cluster("a", "network: flat, podCIDRs: [10.0.0.0/8]"),
                cluster("b", "network: flat, serviceCIDRs: [10.96.0.0/12]")));
    assertThat(others.hint()).contains("separate networks");
  }

  @Test
  void findsAnOverlapBehindARangeOfTheSameCluster() {
    List<Diagnostic> found =
        check(
            MESH,
            cluster("east", "network: flat, podCIDRs: [10.0.0.0/8, 10.1.0.0/16]"),
            cluster("west", "network: flat, podCIDRs: [10.0.0.0/9, 10.1.0.0/24]"));
    assertThat(found).hasSize(3).allMatch(one -> one.at().line() == 17);
  }

  @Test
  void leavesServiceRangesAndOtherNetworksAlone() {
    assertThat(
            check(
                MESH,
                cluster(
                    "a", "network: one, podCIDRs: [10.0.0.0/16], serviceCIDRs: [172.20.0.0/16]"),
                cluster(
                    "b", "network: one, podCIDRs: [10.1.0.0/16], serviceCIDRs: [172.20.0.0/16]"),
                cluster(
                    "c", "network: two, podCIDRs: [10.0.0.0/16], serviceCIDRs: [172.20.0.0/16]"),
                cluster("d", "podCIDRs: [10.0.0.0/8, 10.0.0.0/16]")))
        .isEmpty();
  }

  @Test
  void findsAnInheritedOverlapOnce() {
    String defaults = "  clusterDefaults: {network: flat, podCIDRs: [10.0.0.0/16]}\n";
    Diagnostic found =
        only(check(MESH, defaults, cluster("a", ""), cluster("b", ""), cluster("c", "")));
    assertThat(found.at()).isEqualTo(found.related().orElseThrow().at());
  }

  @Test
  @Timeout(20)
  void keepsAThousandOverlappingClustersReadable() {
    StringBuilder spec = new StringBuilder(MESH);
    for (int i = 0; i < 1000; i++) {
      spec.append(
          cluster("c" + i, "network: flat, podCIDRs: [10.0.0.0/16], serviceCIDRs: [10.0.0.0/12]"));
    }
    List<Diagnostic> found = new ArrayList<>(check(spec.toString()));
    found.removeIf(one -> one.code() == Code.DISCOVERY_CROWDED);
    assertThat(found).hasSizeBetween(1000, 3000).allMatch(one -> one.code() == Code.CIDR_OVERLAP);
  }

  @Test
  void speaksOnceOfWhatAThousandClustersInherit() {
    StringBuilder spec = new StringBuilder(MESH.replace("1.31.1", "1.30.3"));
    spec.append(
        """
          clusterDefaults:
            kubernetes: {version: "1.20"}
            eastWest: {exposure: internet, sourceRanges: [10.0.0.1/8]}
            values: {istiod: {meshConfig: {trustDomain: other}, nope: 1}}
        """);
    for (int i = 0; i < 1000; i++) {
      spec.append(cluster("c" + i, ""));
    }
    assertThat(check(spec.toString()))
        .extracting(Diagnostic::code)
        .containsExactly(
            Code.DISCOVERY_CROWDED,
            Code.ISTIO_KNOWN_BAD,
            Code.KUBERNETES_NOT_SUPPORTED,
            Code.CIDR_HOST_BITS,
            Code.VALUE_OWNED,
            Code.VALUE_UNKNOWN);
  }

  @Test
  void nullTakesAwayWhatALayerSaysAndNeverWhatIsBuiltIn() {
    String text =
        new FixtureText(7)
            .fill(
                MESH
                    + "  clusterDefaults: {platform: eks, network: flat, istio: {dnsCapture:"
                    + " false}}\n"
                    + cluster(
                        "east",
                        "platform: null, network: null, istio: {dnsCapture: null, hub: null},"
                            + " eastWest: null, argocd: {destination: null}, kubernetes: null"));
    ReadMesh read = ReadMesh.of(text);
    Cluster east = read.spec().orElseThrow().mesh().clusters().get(0);
    assertThat(east.platform().id()).isEqualTo("generic");
    assertThat(east.network()).isEqualTo("east");
    assertThat(east.istio().dnsCapture()).isTrue();
    assertThat(east.istio().images().hub()).isEqualTo("docker.io/istio");
    assertThat(Rendering.destination(east)).isEqualTo("east");
  }

  @ParameterizedTest
  @CsvSource({
    "canary, ring, did you mean \"ring: canary\"?",
    "kanary, ring, did you mean \"ring: canary\"?",
    "canary, rnig, did you mean the label \"ring\"?",
    "blue, ring, 'use one of the values of \"ring\" in this mesh: \"canary\", \"stable\"'",
    "x, platform, use one of the labels of this mesh: \"ring\"",
  })
  void suggestsTheLabelThatWasMeant(String value, String key, String hint) {
    String override =
        "  clusterOverrides: [{match: {" + key + ": " + value + ", x: z}, set: {}}]\n";
    List<Diagnostic> found =
        check(
            MESH,
            override.replace(value.equals("canary") && key.equals("ring") ? ", x: z" : "~", ""),
            "---\n"
                + "{apiVersion: meshgen.dev/v1alpha1, kind: Cluster, metadata: {name: a, labels:"
                + " {ring: canary}}}\n",
            "---\n"
                + "{apiVersion: meshgen.dev/v1alpha1, kind: Cluster, metadata: {name: b, labels:"
                + " {ring: stable}}}\n");
    if (value.equals("canary") && key.equals("ring")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(only(found).hint()).isEqualTo(hint);
    }
  }

  @Test
  void warnsOfTheEndOfSupportFromTheDayAfter() {
    String mesh = MESH.replace("1.31.1", "1.28.10");
    LocalDate end = LocalDate.of(2026, 7, 1);
    assertThat(check(end, mesh, cluster("a", "")))
        .extracting(Diagnostic::code)
        .doesNotContain(Code.ISTIO_SUPPORT_ENDED);
    assertThat(check(end.plusDays(1), mesh, cluster("a", "")))
        .filteredOn(found -> found.code() == Code.ISTIO_SUPPORT_ENDED)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.message())
                  .isEqualTo("support for Istio \"1.28.10\" ended on 2026-07-01");
              assertThat(found.hint())
                  .isEqualTo("upgrade one minor at a time; the next one is 1.29");
            });
  }

  @Test
  void saysWhatIsWrongWithAPatchAndWhereItIsFixed() {
    Diagnostic found = only(check(MESH.replace("1.31.1", "1.30.3"), cluster("a", "")));
    assertThat(found.message())
        .isEqualTo(
            "Istio \"1.30.3\": a changed remote secret can lose that cluster's network gateway and"
                + " endpoints until istiod restarts (istio/istio#60920, istio/istio#61043)");
    assertThat(found.expected()).isEqualTo("1.30.4 or later");
  }

  @Test
  void whatOnlyHurtsAmbientIsSaidOnlyThere() {
    String mesh = MESH.replace("1.31.1", "1.31.0");
    assertThat(check(mesh, cluster("a", ""))).isEmpty();
    assertThat(check(mesh, cluster("a", ""), cluster("b", "istio: {dataPlane: ambient}")))
        .filteredOn(found -> found.code() == Code.ISTIO_KNOWN_BAD)
        .singleElement()
        .satisfies(found -> assertThat(found.expected()).isEqualTo("1.31.1 or later"));
  }

  @Test
  void namesTheIstioVersionsThatSupportAKubernetes() {
    Diagnostic found = only(check(MESH, cluster("a", "kubernetes: {version: \"1.30\"}")));
    assertThat(found.message()).isEqualTo("Kubernetes \"1.30\" is not supported by Istio 1.31");
    assertThat(found.expected()).isEqualTo("Kubernetes 1.32 to 1.36");
    assertThat(found.hint()).isEqualTo("use an Istio minor that supports it: 1.28");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30, is due for removal in December 2026",
    "2026-12-01, was due for removal in December 2026"
  })
  void saysWhetherARegistryIsStillThere(LocalDate asOf, String said) {
    String mesh = MESH.replace("\"1.31.1\"", "\"1.31.1\", hub: registry.istio.io/release");
    assertThat(only(check(asOf, mesh, cluster("a", ""))).message())
        .isEqualTo("\"registry.istio.io/release\" " + said);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.3.1/16, 10.0.0.0/16",
    "255.255.255.255/0, 0.0.0.0/0",
    "10.0.0.7/31, 10.0.0.6/31",
    "fd00:0:0:1::1/48, fd00::/48",
    "2001:db8:0:1:1:1:1:1/127, 2001:db8:0:1:1:1:1:0/127",
    "2001:db8:1:0:0:1:0:3/127, 2001:db8:1::1:0:2/127",
    "::1/64, ::/64",
    "1::1/16, 1::/16",
    "::1:2/127, ::1:2/127",
  })
  void showsTheRangeThatWasMeant(String written, String meant) {
    List<Diagnostic> found = check(MESH, cluster("a", "podCIDRs: [\"" + written + "\"]"));
    if (written.equals(meant)) {
      assertThat(found).isEmpty();
    } else {
      assertThat(only(found).hint()).isEqualTo("write \"" + meant + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0.0.0/0 | \"0.0.0.0/0\" allows",
        "128.0.0.0/1, 0.0.0.0/1 | \"0.0.0.0/1\", \"128.0.0.0/1\" together allow",
        "2000::/3 | \"2000::/3\" allows",
        "0.0.0.0/1 |",
      })
  void namesTheRangesThatTogetherAreEverybody(String ranges, String said) {
    String eastWest = "eastWest: {exposure: internet, sourceRanges: [" + ranges + "]}";
    List<Diagnostic> found = check(MESH, cluster("a", eastWest), cluster("b", ""));
    if (said == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(only(found).message())
          .isEqualTo(said + " the whole internet to reach the east-west gateway");
    }
  }

  @Test
  void asksForNoGatewayWhereAnotherClusterOfTheNetworkHasOne() {
    assertThat(
            check(
                MESH,
                cluster("a", "network: flat"),
                cluster("b", "network: flat, eastWest: {enabled: false}"),
                cluster("c", "")))
        .isEmpty();
  }

  private static final String ARGO_CD = "argocd: {repoURL: \"https://git.example/platform.git\"}";

  private static final String FLUX_MESH = MESH.replace(ARGO_CD, "flux: {sourceRef: {name: p}}");

  private static String remote(String name, String primaries) {
    return cluster(
        name, "network: flat, controlPlane: {role: remote, primaries: [" + primaries + "]}");
  }

  private static String primary(String name, String eastWest) {
    return cluster(name, "network: flat, eastWest: {" + eastWest + "}");
  }

  @Test
  void acceptsAPrimaryWithRemotesInOneNetworkAndItsGateway() {
    assertThat(
            check(FLUX_MESH, primary("a", "address: 10.0.0.9"), remote("b", "a"), remote("c", "a")))
        .isEmpty();
    assertThat(check(FLUX_MESH, primary("a", "enabled: true, address: 10.0.0.9"), remote("b", "a")))
        .isEmpty();
  }

  @Test
  void findsAGatewayOfARemoteInOneNetworkWithoutUse() {
    String remote =
        "network: flat, controlPlane: {role: remote, primaries: [a]}, eastWest: {enabled: true}";
    Diagnostic found =
        only(check(FLUX_MESH, primary("a", "address: 10.0.0.9"), cluster("b", remote)));
    assertThat(found.code()).isEqualTo(Code.GATEWAY_WITHOUT_USE);
    assertThat(found.at().line()).isEqualTo(17);
  }

  @Test
  void saysOnceThatARemoteNamesNoPrimary() {
    for (String controlPlane : List.of("{role: remote}", "{role: remote, primaries: []}")) {
      Diagnostic found =
          only(check(FLUX_MESH, cluster("a", ""), cluster("b", "controlPlane: " + controlPlane)));
      assertThat(found.message()).isEqualTo("remote \"b\" has no primary");
      assertThat(found.at()).hasToString("mesh.yaml:17:29");
    }
  }

  @Test
  void speaksOnlyOfTheRoleWhereAPrimaryNamesPrimaries() {
    Diagnostic found =
        only(check(FLUX_MESH, cluster("a", ""), cluster("b", "controlPlane: {primaries: [a]}")));
    assertThat(found.message()).isEqualTo("\"b\" has primaries, but is not a remote");
  }

  @Test
  void aPrimaryTakesBackWhatTheDefaultsMakeOfEveryCluster() {
    String defaults =
        "  clusterDefaults: {network: flat, controlPlane: {role: remote, primaries: [a]}}\n";
    assertThat(
            check(
                FLUX_MESH,
                defaults,
                cluster(
                    "a",
                    "controlPlane: {role: primary, primaries: null}, eastWest: {address:"
                        + " 10.0.0.9}"),
                cluster("b", "")))
        .isEmpty();
  }

  @Test
  void suggestsThePrimaryThatWasMeant() {
    Diagnostic found =
        only(check(FLUX_MESH, primary("east", "address: 10.0.0.9"), remote("b", "east, eats")));
    assertThat(found.message()).isEqualTo("unknown primary \"eats\"");
    assertThat(found.hint()).isEqualTo("did you mean \"east\"?");
  }

  @Test
  void refusesAPrimaryThatIsARemoteAndOneThatIsTheClusterItself() {
    assertThat(
            check(
                FLUX_MESH,
                primary("a", "address: 10.0.0.9"),
                remote("b", "c, a"),
                remote("c", "c, a")))
        .extracting(Diagnostic::message)
        .containsExactly(
            "primary \"c\" is itself a remote, which has no istiod",
            "remote \"c\" names itself as its primary");
  }

  @Test
  void refusesAPrimaryThatIsNamedTwice() {
    Diagnostic found =
        only(check(FLUX_MESH, primary("a", "address: 10.0.0.9"), remote("b", "a, a")));
    assertThat(found.code()).isEqualTo(Code.PRIMARY_REPEATED);
    assertThat(found.message()).isEqualTo("duplicate primary \"a\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exposure: internal | primary \"a\" has remotes, but its gateway has no fixed address",
        "address: lb.example | \"lb.example\" is a host name, at which API servers of remotes"
            + " cannot call the webhook",
        "enabled: false | primary \"a\" has remotes, which reach its istiod only through the"
            + " gateway",
        "enabled: false, address: lb.example | primary \"a\" has remotes, which reach its istiod"
            + " only through the gateway",
      })
  void saysWhyRemotesCannotReachTheirPrimary(String eastWest, String message) {
    Diagnostic found = only(check(FLUX_MESH, primary("a", eastWest), remote("b", "a")));
    assertThat(found.code()).isEqualTo(Code.PRIMARY_UNREACHABLE);
    assertThat(found.message()).isEqualTo(message);
    assertThat(found.related().orElseThrow().at().line()).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource({"1.28.10, false", "1.29.8, false", "1.30.5, true", "1.31.1, true"})
  void takesAnIpv6AddressWhereTheChartsOfTheRemotesDo(String version, boolean accepted) {
    String mesh = FLUX_MESH.replace("1.31.1", version);
    List<Diagnostic> found =
        check(
            LocalDate.of(2026, 6, 1), mesh, primary("a", "address: \"fd00::9\""), remote("b", "a"));
    if (accepted) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .filteredOn(one -> one.code() == Code.PRIMARY_UNREACHABLE)
          .singleElement()
          .extracting(Diagnostic::message)
          .isEqualTo("the chart of Istio " + version + " treats an IPv6 address as a host name");
    }
  }

  @Test
  void wantsOneMinorOnARemoteAndEachOfItsPrimaries() {
    String older = "network: flat, istio: {version: \"1.30.5\"}, ";
    Diagnostic found =
        only(
            check(
                FLUX_MESH,
                primary("a", "address: 10.0.0.9"),
                cluster("b", older + "eastWest: {address: 10.0.0.8}"),
                remote("c", "a, b")));
    assertThat(found.code()).isEqualTo(Code.REMOTE_VERSION);
    assertThat(found.message())
        .isEqualTo("remote \"c\" has Istio 1.31.1, but its primary \"b\" has 1.30.5");
    assertThat(
            check(
                FLUX_MESH.replace("1.31.1", "1.30.5"),
                primary("a", "address: 10.0.0.9"),
                cluster(
                    "c",
                    "network: flat, istio: {version: \"1.30.4\"},"
                        + " controlPlane: {role: remote, primaries: [a]}")))
        .isEmpty();
  }

  @Test
  void anOperatorWritesTheEndpointSlicesThatArgoCdLeavesOut() {
    String hub = cluster("hub", "eastWest: {address: 10.0.0.9}");
    String remote = "controlPlane: {role: remote, primaries: [hub]}";
    assertThat(check(MESH, hub + cluster("edge", remote + ", istio: {install: sail}")))
        .extracting(Diagnostic::code)
        .doesNotContain(Code.ENDPOINT_SLICES_EXCLUDED);
  }

  @Test
  void speaksOnceOfTheEndpointSlicesThatArgoCdLeavesOut() {
    String[] clusters = {primary("a", "address: 10.0.0.9"), remote("b", "a"), remote("c", "a")};
    String documents = String.join("", clusters);
    assertThat(only(check(MESH, documents)).code()).isEqualTo(Code.ENDPOINT_SLICES_EXCLUDED);
    assertThat(check(FLUX_MESH, documents)).isEmpty();
    assertThat(check(MESH, primary("a", ""), primary("b", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://3F2A.gr7.us-east-1.eks.example",
        "https://10.0.0.1:6443",
        "https://[fd00::1]",
        "https://[fd00::1]:6443/",
        "https://[64:ff9b::192.0.2.33]",
        "https://[::ffff:192.0.2.33]",
        "https://rancher.example/k8s/clusters/c-m-x7",
        "https://api.example.",
        "https://host.docker.internal:6443",
        "https://svc.example",
      })
  void acceptsAddressesThatOthersMayReach(String address) {
    assertThat(check(MESH, cluster("a", "kubernetes: {apiServer: \"" + address + "\"}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::"})
  void refusesLoopbackInEverySpelling(String address) {
    String apiServer = "kubernetes: {apiServer: \"https://[" + address + "]:6443\"}";
    Diagnostic found = only(check(MESH, cluster("a", apiServer)));
    assertThat(found.message())
        .startsWith("the API server address \"https://[" + address + "]:6443\" is unreachable");
  }

  @Test
  void neverQuotesWhatMayBeAKey() {
    String secret = "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCg==";
    List<Diagnostic> found =
        check(
            MESH.replace("${age:clusters}", "${identity}"),
            cluster("a", "kubernetes: {caData: " + secret + "}"),
            cluster("b", "kubernetes: {apiServer: \"https://admin:hunter2@api.example\"}"));
    assertThat(found).hasSize(3);
    assertThat(found.toString())
        .doesNotContain(secret)
        .doesNotContain("hunter2")
        .doesNotContain("AGE-SECRET-KEY-1Q");
  }

  @Test
  void comparesDurationsAcrossUnits() {
    String trust = "  trust: {root: {validity: %s}, intermediate: {validity: %s}}\n";
    assertThat(check(MESH, trust.formatted("730d", "365d"), cluster("a", ""))).isEmpty();
    assertThat(check(MESH, trust.formatted("17520h", "365d"), cluster("a", ""))).isEmpty();
    assertThat(only(check(MESH, trust.formatted("365d", "8760h"), cluster("a", ""))).message())
        .isEqualTo("intermediates are valid for \"8760h\", but their root for \"365d\"");
    assertThat(only(check(MESH, trust.formatted("999999d", "30d"), cluster("a", ""))).code())
        .isEqualTo(Code.INTERMEDIATE_SHORT);
  }

  @Test
  void pointsAtTheOnlyValidityThatWasWritten() {
    String trust = "  trust:\n    root: {validity: 300d}\n";
    Diagnostic found = only(check(MESH, trust, cluster("a", "")));
    assertThat(found.code()).isEqualTo(Code.INTERMEDIATE_OUTLIVES_ROOT);
    assertThat(found.at().line()).isPositive();
    assertThat(found.related().orElseThrow().at().line()).isEqualTo(9);
  }

  @Test
  void leavesFluxToItsNames() {
    String flux =
        MESH.replace(
            "argocd: {repoURL: \"https://git.example/platform.git\"}",
            "flux: {sourceRef: {name: p}}");
    assertThat(
            check(
                flux,
                cluster("bootstrap", ""),
                cluster("east", "argocd: {destination: x}"),
                cluster("east-base", "argocd: {destination: x}"),
                cluster("a".repeat(63), "")))
        .isEmpty();
  }

  @Test
  void everyRuleTakesWhatTheSchemaLeavesOver() {
    String broken =
        MESH.replace("\"1.31.1\"", "1.31")
            + cluster("a", "platform: 7, podCIDRs: [3], istio: {version: x}, values: {istiod: 3}");
    assertThatCode(() -> check(broken)).doesNotThrowAnyException();
    assertThat(check(broken)).noneMatch(found -> found.code().id().compareTo("MG03") >= 0);
  }

  @Test
  @Timeout(20)
  void checksAThousandClustersQuickly() {
    StringBuilder spec = new StringBuilder(MESH);
    for (int i = 0; i < 1000; i++) {
      spec.append(
          cluster(
              "c" + i,
              "network: n"
                  + i % 50
                  + ", podCIDRs: [\"fd00:"
                  + Integer.toHexString(i)
                  + "::/32\"],"
                  + " serviceCIDRs: [10.0.0.0/16], kubernetes: {version: \"1.34\", apiServer:"
                  + " \"https://c"
                  + i
                  + ".example\"}"));
    }
    String text = new FixtureText(7).fill(spec.toString());
    ReadMesh read = ReadMesh.of(text);
    assertThat(read.diagnostics())
        .extracting(Diagnostic::code)
        .containsOnlyOnce(Code.DISCOVERY_CROWDED, Code.INTERNAL_UNKNOWN)
        .containsOnly(Code.DISCOVERY_CROWDED, Code.INTERNAL_UNKNOWN);
    // Of this thread, as others work beside it.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    read.check();
    assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(2));
  }
}
