package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.net.ServerAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds that a credential was read from another cluster of the mesh than it is handed over for,
 * where the spec makes that certain: its own address, or its own authority, is what the spec says
 * of that other cluster and not what it says of this one.
 */
public final class OtherClusters {
  private final Credential credential;
  private final ClusterFacts cluster;
  private final CredentialDiagnostics remarks;

  private OtherClusters(Credential credential, ClusterFacts cluster, Report report) {
    this.credential = credential;
    this.cluster = cluster;
    this.remarks = new CredentialDiagnostics(credential.source(), report);
  }

  /**
   * {@link Code#CREDENTIAL_OF_OTHER} if it is certain.
   *
   * @param all what the spec says of every cluster, this one included
   * @return whether the credential may be this cluster's
   */
  public static boolean admit(
      Credential credential, ClusterFacts cluster, List<ClusterFacts> all, Report report) {
    OtherClusters others = new OtherClusters(credential, cluster, report);
    for (ClusterFacts other : all) {
      if (!other.name().equals(cluster.name())) {
        others.compare(other);
      }
    }
    return !others.remarks.hasErrors();
  }

  private void compare(ClusterFacts other) {
    if (isServerOf(other)) {
      refuse(QuotableText.address(credential.server().orElseThrow()), other);
    } else if (isAuthorityOf(other)) {
      refuse("the credential's CA", other);
    }
  }

  /** Behind a proxy one address can lead to several; else its name tells one from another. */
  private boolean isServerOf(ClusterFacts other) {
    return credential.proxyUrl().isEmpty()
        && other.apiServer().proxyUrl().isEmpty()
        && credential.tlsServerName().equals(other.apiServer().tlsServerName())
        && isSame(credential.server(), other.apiServer().address())
        && !isOwnServer();
  }

  private boolean isOwnServer() {
    Optional<String> name = cluster.apiServer().tlsServerName();
    return isSame(credential.server(), cluster.apiServer().address())
        && (name.isEmpty() || name.equals(credential.tlsServerName()));
  }

  private static boolean isSame(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && ServerAddress.areSame(one.get(), other.get());
  }

  /** One authority may have signed for several clusters, unless the spec gives each its own. */
  private boolean isAuthorityOf(ClusterFacts other) {
    Optional<String> own = cluster.apiServer().caData();
    Optional<String> others = other.apiServer().caData();
    if (credential.caPem().isEmpty() || own.isEmpty() || others.isEmpty()) {
      return false;
    }
    Optional<String> found = digest(credential.caPem().get());
    return found.isPresent()
        && found.equals(digest(others.get()))
        && !found.equals(digest(own.get()));
  }

  private static Optional<String> digest(String ca) {
    try {
      return Optional.of(CaPem.read(ca).sha256());
    } catch (UnusableCa e) {
      return Optional.empty();
    }
  }

  private void refuse(String what, ClusterFacts other) {
    remarks.say(
        Code.CREDENTIAL_OF_OTHER,
        what + " is that of cluster \"" + other.name() + "\" in the spec",
        "the credential of \"" + cluster.name() + "\" itself",
        "check which kubectl context it came from; if that was right, spec.kubernetes of the two"
            + " clusters is swapped");
  }
}
