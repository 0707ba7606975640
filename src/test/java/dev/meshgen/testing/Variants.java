package dev.meshgen.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The meshes that tests of the output run over: the examples; for every Istio minor and both
 * engines one mesh of all platforms, whose clusters and minors take turns in everything else; and
 * meshes where all that has a default is something else.
 */
public final class Variants {
  /** One of every minor, each with what distinguishes its charts. */
  public static final List<String> VERSIONS = List.of("1.28.10", "1.29.8", "1.30.5", "1.31.1");

  private static final List<String> PLATFORMS =
      List.of("eks", "aks", "gke", "openshift", "k3s", "generic");

  private static final String ARGO_CD = "argocd: {repoURL: \"https://git.example/platform.git\"}";

  private static final String FLUX = "flux: {sourceRef: {name: platform}}";

  /** A part of a repository, as an ArtifactGenerator makes it. */
  private static final String ARTIFACT = "flux: {sourceRef: {kind: ExternalArtifact, name: mesh}}";

  private static final Path EXAMPLES = Path.of("examples");

  private Variants() {}

  public static List<Variant> all() {
    List<Variant> all = new ArrayList<>(examples());
    for (String version : VERSIONS) {
      all.add(platforms(version, true));
      all.add(platforms(version, false));
      all.add(remotes(version, VERSIONS.indexOf(version) % 2 == 1));
    }
    for (String version : VERSIONS) {
      all.add(external(version, VERSIONS.indexOf(version) % 2 == 0));
      all.add(ambient(version, VERSIONS.indexOf(version) % 2 == 1));
    }
    all.add(sail("sail-argocd", ARGO_CD, "1.31.1"));
    all.add(sail("sail-flux", FLUX, "1.29.6"));
    all.add(sailRevisions("sail-revisions-argocd", ARGO_CD));
    all.add(sailRevisions("sail-revisions-flux", FLUX));
    all.add(sailAmbient("sail-ambient-argocd", ARGO_CD, "1.31.1"));
    all.add(sailAmbient("sail-ambient-flux", FLUX, "1.30.3"));
    all.add(gatewayApi("1.30.5", FLUX));
    all.add(gatewayApi("1.31.1", ARGO_CD));
    all.add(remotesOfOneNetwork("remotes-of-one-network-argocd", ARGO_CD));
    all.add(remotesOfOneNetwork("remotes-of-one-network-flux", ARTIFACT));
    all.add(revisions("revisions-argocd", "1.31.0", ARGO_CD));
    all.add(revisions("revisions-flux", "1.30.5", FLUX));
    all.add(lifecycle("lifecycle-argocd", ARGO_CD, "version: \"1.30.5\"", false));
    all.add(lifecycle("lifecycle-flux", FLUX, "version: \"1.30.5\"", false));
    all.add(lifecycle("lifecycle-closed-argocd", ARGO_CD, "version: \"1.31.1\"", true));
    all.add(lifecycle("lifecycle-closed-flux", FLUX, "version: \"1.31.1\"", true));
    String sail = "version: \"1.31.1\", install: sail";
    all.add(lifecycle("sail-lifecycle-argocd", ARGO_CD, sail, true));
    all.add(lifecycle("sail-lifecycle-flux", FLUX, sail, true));
    all.add(discovery("groups-flux", FLUX, GROUPS, Set.of("eu-1", "both")));
    all.add(discovery("undiscovered-argocd", ARGO_CD, "mode: none", Set.of()));
    all.add(discovery("undiscovered-flux", FLUX, "mode: none", Set.of()));
    all.add(oneNetwork("one-network", "flux: {sourceRef: {name: platform}}", ""));
    all.add(
        oneNetwork(
            "one-network-with-gateways",
            "argocd: {repoURL: \"https://git.example/platform.git\"}",
            "eastWest: {enabled: true}"));
    all.add(
        otherNames(
            "other-names-argocd",
            "argocd: {repoURL: \"git@git.example:platform/mesh.git\", path: live/mesh,"
                + " revision: release/7, namespace: gitops, project: meshes}"));
    all.add(
        otherNames(
            "other-names-flux",
            "flux: {sourceRef: {kind: OCIRepository, name: artifacts}, path: ./live/mesh,"
                + " namespace: flux, decryptionSecret: identities}"));
    return all;
  }

  /** Every folder below {@code examples/}. */
  public static List<Variant> examples() {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(Files::isDirectory).sorted().map(Variants::example).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Variant example(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Variants::isRead).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Variant(folder.getFileName().toString(), files, Set.of());
  }

  /** The spec, and public keys that it names. */
  private static boolean isRead(Path file) {
    return Files.isRegularFile(file) && !file.endsWith("README.md");
  }

  /**
   * A mesh of one cluster per platform. Which of them are exposed alternates with the minor, so
   * that two minors cover all; where charts come from and how many tokens are filed alternates with
   * both.
   */
  private static Variant platforms(String version, boolean argo) {
    boolean odd = VERSIONS.indexOf(version) % 2 == 1;
    String name = "istio-" + version.replace('.', '-') + (argo ? "-argocd" : "-flux");
    StringBuilder spec = new StringBuilder();
    spec.append(
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {version: "%s", charts: "%s"}
          secrets: {sops: {age: ["${clusters}", "${break-glass}"], root: {age: ["${root}"]}}}
          delivery: {%s}
          clusterDefaults: {kubernetes: {version: "1.34"}}
        """
            .formatted(
                name,
                version,
                odd == argo ? "https://charts.example/istio" : "oci://charts.example/istio",
                argo
                    ? "argocd: {repoURL: \"https://git.example/platform.git\"}"
                    : "flux: {sourceRef: {kind: Bucket, name: platform}}"));
    Set<String> discoverable = new TreeSet<>();
    for (int i = 0; i < PLATFORMS.size(); i++) {
      spec.append(cluster(i, (i % 2 == 0) == odd, VERSIONS.indexOf(version) > 1));
      if (odd == argo || i % 2 == 0) {
        discoverable.add(PLATFORMS.get(i) + "-" + i);
      }
    }
    return new Variant(name, spec.toString(), discoverable);
  }

  private static String cluster(int i, boolean internet, boolean movable) {
    String exposure =
        internet
            ? "exposure: internet, sourceRanges: [198.51.100.0/24, \"2001:db8::/32\"]"
            : "exposure: internal";
    return """
    ---
    apiVersion: meshgen.dev/v1alpha1
    kind: Cluster
    metadata: {name: %s-%d}
    spec:
      platform: %s
      kubernetes: {apiServer: "https://api-%d.example:6443"}
      podCIDRs: [10.%d.0.0/16]
      eastWest: {%s%s%s}
    """
            .formatted(
                PLATFORMS.get(i),
                i,
                PLATFORMS.get(i),
                i,
                i,
                exposure,
                gatewayOf(i, internet),
                movable && i % 3 == 1 ? MOVED : "")
        + particular(i);
  }

  private static final String MOVED = ", ports: {tls: 443, status: 16021, istiod: 31012}";

  private static String gatewayOf(int i, boolean internet) {
    return switch (i) {
      case 0 ->
          internet
              ? ", loadBalancer: {subnets: [a, b], allocationIDs: [eipalloc-0a, eipalloc-0b]}"
              : ", address: 10.0.0.9, loadBalancer: {subnets: [a]}";
      case 1 -> internet ? ", loadBalancer: {addressName: mesh}" : ", address: 10.1.0.9";
      case 2 ->
          ", hosts: [\"*.shop.svc.cluster.local\", \"*.pay.svc.cluster.local\"], address: 10.2.0.9";
      case 3 -> ", address: 203.0.113.10";
      case 5 -> ", loadBalancer: {addresses: [192.0.2.7], annotations: {example.com/pool: \"7\"}}";
      default -> "";
    };
  }

  /** What distinguishes a cluster beyond its platform. */
  private static String particular(int i) {
    return switch (i) {
      case 0, 1 -> "  network: shared\n" + (i == 0 ? RAW_VALUES.indent(2) : "");
      case 3 -> "  secrets: {sops: {age: [\"${own}\"]}}\n";
      case 4 -> "  argocd: {destination: prod-west}\n";
      default -> "";
    };
  }

  private static final String RAW_VALUES =
      """
      values:
        base: {global: {imagePullSecrets: [pull]}}
        istiod:
          autoscaleMin: 2
          pilot: {resources: {requests: {cpu: "1", memory: 4Gi}}}
          meshConfig: {accessLogFile: /dev/stdout}
          global: {imagePullSecrets: [pull], proxy: {logLevel: info}}
        eastwestgateway:
          resources: {requests: {cpu: 500m}}
          podAnnotations: {example.com/on: "yes"}
          autoscaling: {maxReplicas: 9}
      """;

  /** Of a patch whose charts cannot be told yet to fail closed. */
  private static Variant oneNetwork(String name, String delivery, String defaults) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {version: "1.29.1"}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
          clusterDefaults: {network: flat, %s}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: one}
        spec: {kubernetes: {apiServer: "https://10.0.0.1:6443"}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: two}
        spec: {kubernetes: {apiServer: "https://10.0.0.2:6443"}}
        """
            .formatted(name, delivery, defaults),
        Set.of("one", "two"));
  }

  /**
   * Two primaries, and remotes in the network of one, in one of its own, and of both; charts that
   * can are given an IPv6 address.
   */
  private static Variant remotes(String version, boolean argo) {
    boolean ipv6 = VERSIONS.indexOf(version) > 1;
    String name = "remotes-" + version.replace('.', '-') + (argo ? "-argocd" : "-flux");
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          trustDomain: id.corp.example
          clusterDomain: corp.example
          istio: {version: "%s", namespace: mesh-system}
          security: {networkPolicy: true}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(name, version, argo ? ARGO_CD : FLUX)
            + member(
                "hub",
                "network: core, eastWest: {address: \"%s\"}"
                    .formatted(ipv6 ? "fd00::9" : "10.0.0.9"))
            + member("spare", "network: other, eastWest: {address: 10.0.1.9}")
            + member("near", "network: core, eastWest: {enabled: false}, " + remoteOf("hub"))
            + member("far", "platform: eks, " + remoteOf("spare"))
            + member(
                "both", "network: core, istio: {tags: {prod: default}}, " + remoteOf("spare, hub")),
        Set.of("hub", "far", "both"));
  }

  /** An istiod outside of the mesh, for two clusters of one network and one of another. */
  private static Variant external(String version, boolean argo) {
    String name = "external-" + version.replace('.', '-') + (argo ? "-argocd" : "-flux");
    String platform = "platform: " + (argo ? "eks" : "openshift");
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          trustDomain: id.corp.example
          clusterDomain: corp.example
          istio: {version: "%s", namespace: mesh-system}
          secrets:
            sops:
              age: ["${clusters}"]
              discovery: {age: ["${discovery}"]}
              root: {age: ["${root}"]}
          delivery: {%s}
        """
                .formatted(name, version, argo ? ARGO_CD : FLUX)
            + member(
                "host",
                platform
                    + ", controlPlane: {role: external, configCluster: first,"
                    + " host: istiod.corp-mesh.example, credentialName: istiod-certificate},"
                    + " eastWest: {sourceRanges: [198.51.100.0/24]},"
                    + " values: {istiodgateway: {revision: edge}, istiod: {autoscaleMin: 2}}")
            + member("first", platform + ", network: core, " + remoteOf("host"))
            + member(
                "second",
                platform + ", network: core, eastWest: {enabled: false}, " + remoteOf("host"))
            + member("third", platform + ", " + remoteOf("host")),
        Set.of("first", "third"));
  }

  /**
   * Canaries beside a control plane with a revision and one without, on primaries and on remotes;
   * and a cluster that has only the old.
   */
  private static Variant revisions(String name, String version, String delivery) {
    String canary = "canary: {version: 1.31.1, revision: next}";
    String named =
        "istio: {revision: old, " + canary + ", tags: {default: next, prod: old, test: next}}";
    String unnamed = "istio: {" + canary + ", tags: {prod: default, test: next}}";
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          trustDomain: id.corp.example
          istio: {version: "%s", namespace: %s}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(
                    name, version, delivery.equals(FLUX) ? "mesh-system" : "istio-system", delivery)
            + member("hub", named + ", eastWest: {address: 10.0.0.9}")
            + member("edge", named + ", " + remoteOf("hub"))
            + member("spare", unnamed + ", eastWest: {address: 10.0.1.9}")
            + member("rim", "istio: {tags: {prod: default}}, " + remoteOf("spare"))
            + member("plain", "values: {istiod: {autoscaleMin: 2}}"),
        Set.of("hub", "edge", "plain"));
  }

  /** Gateways that istiod deploys, beside one of a chart, for other networks and for remotes. */
  private static Variant gatewayApi(String version, String delivery) {
    String name = "gateway-api-" + version.replace('.', '-');
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {version: "%s"}
          security: {networkPolicy: true}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(name, version, delivery)
            + member(
                "alone",
                "platform: aks, eastWest: {api: gateway-api, exposure: internet,"
                    + " sourceRanges: [198.51.100.0/24], ports: {tls: 443},"
                    + " hosts: [\"*.shop.svc.cluster.local\", \"*.pay.svc.cluster.local\"]}")
            + member(
                "hub",
                "platform: gke, network: core, eastWest: {api: gateway-api, address: 10.0.0.9}")
            + member("near", "network: core, eastWest: {enabled: false}, " + remoteOf("hub"))
            + member("far", remoteOf("hub")),
        Set.of("alone", "far"));
  }

  /** Of a patch whose charts cannot be told yet to fail closed. */
  private static Variant remotesOfOneNetwork(String name, String delivery) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {version: "1.29.1"}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
          clusterDefaults: {network: flat}
        """
                .formatted(name, delivery)
            + member("hub", "eastWest: {address: 10.0.0.9}")
            + member("edge-1", remoteOf("hub"))
            + member("edge-2", remoteOf("hub")),
        Set.of("edge-1"));
  }

  /** Ambient on platforms that differ in where their node agents go. */
  private static Variant ambient(String version, boolean argo) {
    return new Variant(
        "ambient-" + version.replace('.', '-'),
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: calm}
        spec:
          clusterDomain: %1$s
          istio:
            version: "%2$s"
            dataPlane: ambient
            dnsCapture: %3$s
            ambient: {globalServices: {matchLabels: {reach: all, "shop.example/export": "1"}}}
          security: {networkPolicy: %3$s}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%4$s}
        """
                .formatted(
                    argo ? "corp.example" : "cluster.local", version, argo, argo ? ARGO_CD : FLUX)
            + member(
                "plain", "values: {ztunnel: {logLevel: debug}, cni: {logging: {level: debug}}}")
            + member("shift", "platform: openshift")
            + member("google", "platform: gke, eastWest: {sourceRanges: [198.51.100.0/24]}"),
        Set.of("shift"));
  }

  /** Installed by an operator but for one cluster, in every role. */
  private static Variant sail(String name, String delivery, String version) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          trustDomain: id.corp.example
          istio: {version: "%s", install: sail, namespace: mesh-system, imagePullSecrets: [pull]}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(name, version, delivery)
            + member(
                "hub",
                "network: core, eastWest: {address: 10.0.0.9},"
                    + " values: {base: {base: {excludedCRDs: [a.b]}},"
                    + " istiod: {autoscaleMin: 2, pilot: {resources: {requests: {cpu: \"1\"}}},"
                    + " meshConfig: {accessLogFile: /dev/stdout}},"
                    + " eastwestgateway: {autoscaling: {maxReplicas: 9}}}")
            + member("near", "network: core, eastWest: {enabled: false}, " + remoteOf("hub"))
            + member("far", "platform: eks, " + remoteOf("hub"))
            + member(
                "shift",
                "platform: openshift, eastWest: {address: 10.0.2.9},"
                    + " values: {cni: {logging: {level: debug}, cni: {repair: {enabled: true}}}}")
            + member("bay", "platform: openshift, " + remoteOf("shift"))
            + member("plugged", "platform: k3s, istio: {cni: true}")
            + member("charts", "istio: {install: helm}"),
        Set.of("hub", "far"));
  }

  /** Canaries and tags by an operator, on a primary and on its remote. */
  private static Variant sailRevisions(String name, String delivery) {
    String canary =
        "istio: {canary: {version: 1.30.3, revision: next}, tags: {prod: default, test: next}}";
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          trustDomain: id.corp.example
          istio: {version: "1.29.6", install: sail}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(name, delivery)
            + member(
                "hub",
                canary
                    + ", eastWest: {address: 10.0.0.9},"
                    + " values: {istiod: {autoscaleMin: 2}, base: {base: {excludedCRDs: [a.b]}}}")
            + member("edge", canary + ", " + remoteOf("hub"))
            + member("tagged", "istio: {tags: {prod: default}}, platform: openshift"),
        Set.of("hub", "edge"));
  }

  /** Ambient by an operator but for one cluster, on platforms that differ in their nodes. */
  private static Variant sailAmbient(String name, String delivery, String version) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio:
            version: "%s"
            install: sail
            dataPlane: ambient
            namespace: mesh-system
            imagePullSecrets: [pull]
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(name, version, delivery)
            + member(
                "plain",
                "values: {ztunnel: {logLevel: debug}," + " cni: {logging: {level: debug}}}")
            + member("shift", "platform: openshift")
            + member("google", "platform: gke")
            + member("light", "platform: k3s")
            + member("charts", "istio: {install: helm}"),
        Set.of("shift"));
  }

  /** A cluster in every state, the credentials of all that have one filed. */
  private static Variant lifecycle(String name, String delivery, String istio, boolean closed) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {%s}
          security: {networkPolicy: %s}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          delivery: {%s}
        """
                .formatted(name, istio, closed, delivery)
            + member("comes", "state: joining")
            + member("waits", "state: joining, platform: gke")
            + member("stays", "network: shared")
            + member("goes", "network: shared, state: draining")
            + member("gone", "network: shared, state: detached"),
        Set.of("comes", "stays", "goes"));
  }

  private static final String GROUPS =
      "mode: groups, groups: [{name: eu, match: {eu: \"yes\"}}, {name: us, match: {us: \"yes\"},"
          + " age: [\"${us}\"]}]";

  /** Clusters in one group, in two and in none, where there are groups; one on its way out. */
  private static Variant discovery(
      String name, String delivery, String discovery, Set<String> discoverable) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          istio: {version: "1.31.1"}
          secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
          discovery: {%s}
          delivery: {%s}
        """
                .formatted(name, discovery, delivery)
            + labelled("eu-1", "eu: \"yes\"", "")
            + labelled("eu-2", "eu: \"yes\"", "state: draining")
            + labelled("both", "eu: \"yes\", us: \"yes\"", "")
            + labelled("us-1", "us: \"yes\"", "")
            + labelled("alone", "", ""),
        discoverable);
  }

  private static String labelled(String name, String labels, String spec) {
    return member(name, spec)
        .replace("{name: " + name + "}", "{name: " + name + ", labels: {" + labels + "}}");
  }

  private static String member(String name, String spec) {
    return """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %1$s}
        spec: {kubernetes: {apiServer: "https://%1$s.example"}, %2$s}
        """
        .formatted(name, spec);
  }

  private static String remoteOf(String primaries) {
    return "controlPlane: {role: remote, primaries: [" + primaries + "]}";
  }

  private static Variant otherNames(String name, String delivery) {
    return new Variant(
        name,
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: %s}
        spec:
          trustDomain: id.corp.example
          clusterDomain: corp.example
          istio:
            {version: "1.30.5", namespace: mesh-system, hub: registry.corp.example/istio, dnsCapture: false,
             imagePullSecrets: [corp-registry, spare.registry], chartsSecret: corp-charts,
             chartsCertSecret: corp-ca}
          security: {mtls: permissive}
          trust: {root: {key: rsa-3072, validity: 7300d}, intermediate: {key: rsa-2048, validity: 2160h}}
          secrets:
            sops:
              age: ["${clusters}"]
              discovery: {age: ["${discovery}"]}
              root: {age: ["${root}", "${second-root}"]}
          delivery: {%s}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: "1"}
        spec: {network: "007", kubernetes: {apiServer: "https://one.corp.example"}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: "no"}
        spec:
          {network: "on", istio: {version: "1.31.1"}, kubernetes: {apiServer: "https://no.corp.example"}}
        """
            .formatted(name, delivery),
        Set.of("no"));
  }
}
