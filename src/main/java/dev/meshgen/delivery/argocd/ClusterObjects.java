package dev.meshgen.delivery.argocd;

import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.istio.SailResource;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.plan.Release;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects without a namespace that a mesh consists of, by name: those of Istio's charts are
 * called the same in all minors.
 *
 * <p>Argo CD also prunes only what the project allows. What a layer may lose while its Application
 * stays, such as a tag, is allowed by a pattern and not by the names of the moment.
 */
final class ClusterObjects {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ADMISSION = "admissionregistration.k8s.io";

  private final Set<Allowed> allowed =
      new TreeSet<>(
          Comparator.comparing(Allowed::group)
              .thenComparing(Allowed::kind)
              .thenComparing(each -> each.name().orElse("")));
  private final String namespace;

  private ClusterObjects(String namespace) {
    this.namespace = namespace;
  }

  /**
   * What may be applied to clusters.
   *
   * @param name a name or a pattern; empty for any
   */
  record Allowed(String group, String kind, Optional<String> name) {}

  /** All of a mesh, sorted. */
  static List<Allowed> of(Mesh mesh, List<ClusterPlan> clusters) {
    ClusterObjects objects = new ClusterObjects(mesh.istioNamespace());
    objects.add("", "Namespace", objects.namespace);
    for (ClusterPlan cluster : clusters) {
      cluster.gatewayNamespace().ifPresent(name -> objects.add("", "Namespace", name));
      cluster.releases().forEach(objects::add);
      cluster.sail().ifPresent(sail -> sail.kinds().forEach(objects::add));
      objects.addLayers(cluster);
    }
    return List.copyOf(objects.allowed);
  }

  private void add(Release release) {
    switch (release.layer()) {
      case BASE -> addBase();
      case ISTIOD -> addIstiod(release.control());
      case CNI -> addCni();
      case ZTUNNEL -> addBound("ztunnel");
      default -> {
        // Gateways have none.
      }
    }
  }

  private void addBase() {
    add("apiextensions.k8s.io", "CustomResourceDefinition", "*.istio.io");
    add(ADMISSION, "ValidatingWebhookConfiguration", "istiod-default-validator");
    add(ADMISSION, "ValidatingAdmissionPolicy", "stable-channel-default-policy.istio.io");
    add(
        ADMISSION,
        "ValidatingAdmissionPolicyBinding",
        "stable-channel-default-policy-binding.istio.io");
  }

  private void addIstiod(Revision control) {
    String suffix = "-" + namespace;
    addBound(control.of("istiod-clusterrole") + suffix);
    addBound(control.of("istiod-gateway-controller") + suffix);
    addBound(control.of("istio-reader-clusterrole") + suffix);
    add(
        ADMISSION,
        "MutatingWebhookConfiguration",
        control.of("istio-sidecar-injector") + elsewhere());
    add(ADMISSION, "ValidatingWebhookConfiguration", control.of("istio-validator") + suffix);
    String policy = suffix + ".istio.io";
    add(ADMISSION, "ValidatingAdmissionPolicy", control.of("stable-channel-policy") + policy);
    add(
        ADMISSION,
        "ValidatingAdmissionPolicyBinding",
        control.of("stable-channel-policy-binding") + policy);
  }

  private void addCni() {
    addBound("istio-cni");
    addBound("istio-cni-ambient");
    add(RBAC, "ClusterRole", "istio-cni-repair-role");
    add(RBAC, "ClusterRoleBinding", "istio-cni-repair-rolebinding");
  }

  private void addLayers(ClusterPlan cluster) {
    if (cluster.layers().contains(Layer.ACCESS)) {
      add(RBAC, "ClusterRoleBinding", ReaderAccount.OWN + "*-" + namespace);
      add(RBAC, "ClusterRole", ReaderAccount.role(namespace));
    }
    if (cluster.layers().contains(Layer.CONFIG)) {
      String webhooks = "MutatingWebhookConfiguration";
      add(ADMISSION, webhooks, "istio-revision-tag-*" + elsewhere());
      add(ADMISSION, webhooks, "istio-sidecar-injector" + elsewhere() + "-tag-*");
    }
  }

  private void add(SailResource kind) {
    allowed.add(new Allowed("sailoperator.io", kind.kind(), Optional.empty()));
  }

  private void addBound(String name) {
    add(RBAC, "ClusterRole", name);
    add(RBAC, "ClusterRoleBinding", name);
  }

  private void add(String group, String kind, String name) {
    allowed.add(new Allowed(group, kind, Optional.of(name)));
  }

  private String elsewhere() {
    return IstioDefaults.webhookSuffix(namespace);
  }
}
