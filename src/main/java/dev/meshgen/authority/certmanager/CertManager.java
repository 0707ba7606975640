package dev.meshgen.authority.certmanager;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.delivery.FileView;
import dev.meshgen.model.KeyKind;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Trust.KeyProfile;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import java.time.Duration;
import java.util.List;

/** A {@code Certificate} for each cluster, whose Secret istiod reads as it is. */
final class CertManager implements Authority {
  private static final String FILE = "certificate.yaml";

  private final Mesh mesh;
  private final CertManagerSettings settings;

  CertManager(Mesh mesh, CertManagerSettings settings) {
    this.mesh = mesh;
    this.settings = settings;
  }

  /** A template's view: the Certificate of a cluster's intermediate. */
  record CertificateView(
      Subject subject, Lifetime lifetime, Key key, CertManagerSettings.Issuer issuer) {}

  /** Whom it is issued to, and where its Secret lies. */
  record Subject(
      String namespace, String secret, String organization, String commonName, String uri) {}

  /** As Go writes durations. */
  record Lifetime(String duration, String renewBefore) {}

  /** As cert-manager calls kinds of keys. */
  record Key(String algorithm, int size) {}

  @Override
  public String name() {
    return "cert-manager";
  }

  @Override
  public KeyHolder signs() {
    return KeyHolder.CLUSTER;
  }

  @Override
  public RequiredSecret required() {
    return SigningFiles.TLS;
  }

  @Override
  public boolean asksInCluster() {
    return true;
  }

  @Override
  public List<FileView> objects(ClusterPlan cluster) {
    KeyProfile profile = mesh.trust().intermediate();
    Duration whole = profile.validity().duration();
    Duration before =
        settings.renewBefore().map(each -> each.duration()).orElseGet(() -> whole.dividedBy(3));
    return List.of(
        new FileView(
            FILE,
            "authority/certmanager/" + FILE,
            new CertificateView(
                new Subject(
                    mesh.istioNamespace(),
                    required().name(),
                    mesh.name(),
                    cluster.name() + " intermediate",
                    "spiffe://" + mesh.trustDomain()),
                new Lifetime(hours(whole), hours(before)),
                key(profile.key()),
                settings.issuer())));
  }

  @Override
  public List<Rule> rules() {
    return List.of(new RenewedInTime());
  }

  private static String hours(Duration duration) {
    return duration.toHours() + "h";
  }

  private static Key key(KeyKind kind) {
    return switch (kind) {
      case ECDSA_P256 -> new Key("ECDSA", 256);
      case ECDSA_P384 -> new Key("ECDSA", 384);
      case RSA_2048 -> new Key("RSA", 2048);
      case RSA_3072 -> new Key("RSA", 3072);
      case RSA_4096 -> new Key("RSA", 4096);
    };
  }

  @Override
  public List<String> prerequisites() {
    return List.of(
        "cert-manager in every cluster that runs an istiod, and there the `"
            + settings.issuer().kind()
            + "` `"
            + settings.issuer().name()
            + "` of `"
            + settings.issuer().group()
            + "`. Until it has issued `"
            + required().name()
            + "`, istiod does not start.",
        "The issuers of all clusters chain to one root, which they write as `ca.crt`; otherwise,"
            + " requests between clusters fail.");
  }
}
