package dev.meshgen.plan;

import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Trust.KeyProfile;
import dev.meshgen.plan.DiscoveryBase.Way;
import dev.meshgen.plan.SecretPlan.Controller;
import dev.meshgen.plan.SecretPlan.StorePlace;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides which sealed files there are, for whom, and what shapes them. */
final class PlanSecrets {
  private final Mesh mesh;

  PlanSecrets(Mesh mesh) {
    this.mesh = mesh;
  }

  String istioNamespace() {
    return mesh.istioNamespace();
  }

  SecretPlan root() {
    SortedMap<String, String> inputs = authority(mesh.trust().root());
    return new SecretPlan(
        SecretPlan.Kind.ROOT,
        mesh.name(),
        Layout.ROOT_KEY,
        sorted(mesh.recipients().root()),
        Digest.of(inputs));
  }

  /** A root that is imported: the spec does not say what it looks like. */
  SecretPlan importedRoot() {
    return imported(SecretPlan.Kind.ROOT, Layout.ROOT_KEY);
  }

  /** An authority below a root that is not in the tree. */
  SecretPlan issuer() {
    return imported(SecretPlan.Kind.ISSUER, Layout.ISSUING_KEY);
  }

  private SecretPlan imported(SecretPlan.Kind kind, String path) {
    return new SecretPlan(
        kind,
        mesh.name(),
        path,
        sorted(mesh.recipients().root()),
        Digest.of(new TreeMap<>(Map.of("mesh", mesh.name(), "imported", kind.name()))));
  }

  SecretPlan cacerts(Cluster cluster) {
    SortedMap<String, String> inputs = authority(mesh.trust().intermediate());
    inputs.put("cluster", cluster.name());
    inputs.put("trustDomain", mesh.trustDomain());
    inputs.put("namespace", mesh.istioNamespace());
    String layer = Layer.TRUST.id();
    ClusterLayout layout = Layout.cluster(cluster.name());
    return secret(
        SecretPlan.Kind.CACERTS,
        cluster,
        switch (Way.of(mesh)) {
          case SOPS -> layout.sealed(layer, SecretPlan.CACERTS);
          case STORE -> layout.stored(layer, SecretPlan.CACERTS);
          case CONTROLLER -> layout.forController(layer, SecretPlan.CACERTS);
        },
        sorted(cluster.recipients()),
        controller(cluster),
        inputs);
  }

  /** What opens what a cluster receives, where that is a controller. */
  private Optional<Controller> controller(Cluster cluster) {
    return mesh.sealedSecrets()
        .map(
            scope ->
                new Controller(
                    cluster.name(), cluster.controllerCertificate().orElseThrow(), scope));
  }

  /** The key of the next one, while its certificate is to come from somebody else. */
  SecretPlan request(Cluster cluster) {
    SecretPlan cacerts = cacerts(cluster);
    ClusterLayout layout = Layout.cluster(cluster.name());
    return new SecretPlan(
        SecretPlan.Kind.REQUEST,
        cacerts.owner(),
        switch (Way.of(mesh)) {
          case SOPS -> layout.requestKey();
          case STORE -> layout.requestKeyStored();
          case CONTROLLER -> layout.requestKeyForController();
        },
        cacerts.recipients(),
        cacerts.inputs(),
        cacerts.store(),
        cacerts.controller());
  }

  SecretPlan remote(Cluster cluster, DiscoveryBase home, SecretPlan.Kind kind) {
    SortedMap<String, String> inputs = new TreeMap<>();
    if (kind == SecretPlan.Kind.KUBECONFIG) {
      inputs.put("secret", "istio-kubeconfig");
    }
    inputs.put("cluster", cluster.name());
    inputs.put("namespace", mesh.istioNamespace());
    ApiServer server = cluster.kubernetes().server();
    inputs.put("apiServer", server.address().orElse(""));
    inputs.put("caData", server.caData().orElse(""));
    // What a spec leaves out leaves no trace, as before there was a field for it.
    server.tlsServerName().ifPresent(name -> inputs.put("tlsServerName", name));
    server.proxyUrl().ifPresent(url -> inputs.put("proxyURL", url));
    if (server.publicCa()) {
      inputs.put("ca", "public");
    }
    if (!cluster.id().equals(cluster.name())) {
      inputs.put("clusterID", cluster.id());
    }
    return secret(
        kind,
        cluster,
        home.file(cluster.name()),
        home.recipients(),
        home.reader().flatMap(this::controller),
        inputs);
  }

  /** What a cluster or its readers receive: sealed in the tree, or kept in the store. */
  private SecretPlan secret(
      SecretPlan.Kind kind,
      Cluster cluster,
      String path,
      List<Recipient> recipients,
      Optional<Controller> controller,
      SortedMap<String, String> inputs) {
    controller.ifPresent(each -> inputs.put("scope", each.scope().id()));
    String folder = kind == SecretPlan.Kind.CACERTS ? SecretPlan.CACERTS : Layout.DISCOVERY;
    return new SecretPlan(
        kind,
        cluster.name(),
        path,
        mesh.sealsBySops() ? recipients : List.of(),
        Digest.of(inputs),
        mesh.store()
            .map(store -> new StorePlace(store.mount(), store.below(folder, cluster.name()))),
        controller);
  }

  private SortedMap<String, String> authority(KeyProfile authority) {
    SortedMap<String, String> inputs = new TreeMap<>();
    inputs.put("mesh", mesh.name());
    inputs.put("key", authority.key().id());
    inputs.put("validity", authority.validity().text());
    return inputs;
  }

  private static List<Recipient> sorted(List<Located<Recipient>> recipients) {
    return recipients.stream().map(Located::value).distinct().sorted().toList();
  }
}
