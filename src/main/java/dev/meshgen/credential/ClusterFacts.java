package dev.meshgen.credential;

import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.net.ClusterScope;
import dev.meshgen.plan.ReaderAccount;
import java.util.Objects;

/**
 * What the spec says about the cluster whose credential this is.
 *
 * @param name of the cluster, in the spec
 * @param id Istio's cluster ID, by which istiod knows it
 * @param use what the credential is for
 * @param reader the token that is wanted
 * @param istioNamespace the mesh's, where the ServiceAccount is
 * @param apiServer wins over what the credential says of it
 * @param scope what only the cluster itself reaches
 */
public record ClusterFacts(
    String name,
    String id,
    CredentialUse use,
    ReaderToken reader,
    String istioNamespace,
    ApiServer apiServer,
    ClusterScope scope) {

  public ClusterFacts {
    Objects.requireNonNull(name);
    Objects.requireNonNull(use);
    Objects.requireNonNull(reader);
    Objects.requireNonNull(istioNamespace);
    Objects.requireNonNull(apiServer);
    Objects.requireNonNull(id);
    Objects.requireNonNull(scope);
  }

  /** What the spec says about one of its clusters. */
  public static ClusterFacts of(Mesh mesh, Cluster cluster, CredentialUse use) {
    return new ClusterFacts(
        cluster.name(),
        cluster.id(),
        use,
        cluster.kubernetes().reader(),
        mesh.istioNamespace(),
        cluster.kubernetes().server(),
        cluster.addressing().scope(mesh.clusterDomain()));
  }

  /** The subject whose token is wanted. */
  public String readerSubject() {
    return subject(account());
  }

  /** The account whose token is wanted. */
  public String account() {
    return use.serviceAccount(reader.generation());
  }

  /**
   * Whether the token of a subject is accepted.
   *
   * @param filed whether it was before: then its generation may be over
   */
  boolean accepts(String subject, boolean filed) {
    return filed
        ? subject.startsWith(subject("")) && use.isReader(subject.substring(subject("").length()))
        : use.accounts(reader.generation()).stream()
            .filter(this::hasRights)
            .map(this::subject)
            .anyMatch(subject::equals);
  }

  /** The chart's account has none where the tree limits what readers may do. */
  private boolean hasRights(String account) {
    return reader.rights() == ReaderToken.Rights.CHART || !account.equals(ReaderAccount.OF_CHART);
  }

  private String subject(String account) {
    return "system:serviceaccount:" + istioNamespace + ":" + account;
  }
}
