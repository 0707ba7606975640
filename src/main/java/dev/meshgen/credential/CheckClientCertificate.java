package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.pki.ClientPair;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a client certificate: for how long, and that its owner is not an administrator. Whether
 * the API server or a proxy before it takes it, and what it may do there, only those know.
 */
final class CheckClientCertificate {
  /** Groups to whose members RBAC does not apply, or which are bound to cluster-admin. */
  private static final Set<String> ADMINISTRATORS =
      Set.of("system:masters", "kubeadm:cluster-admins");

  private final ClusterFacts cluster;
  private final CheckOptions options;
  private final CredentialDiagnostics remarks;

  CheckClientCertificate(
      ClusterFacts cluster, CheckOptions options, CredentialDiagnostics remarks) {
    this.cluster = cluster;
    this.options = options;
    this.remarks = remarks;
  }

  void check(ClientPair pair) {
    Optional<String> admin = pair.groups().stream().filter(ADMINISTRATORS::contains).findFirst();
    admin.ifPresent(this::refuse);
    String of =
        "the client certificate of " + QuotableText.quoted(pair.user(), "a user that is not shown");
    Instant begins = pair.facts().notBefore();
    Instant ends = pair.usableUntil();
    if (!CertificateTime.hasBegun(begins, options.now())) {
      outside(of + " is not valid before " + begins);
    } else if (CertificateTime.isOver(ends, options.now())) {
      outside(of + " expired at " + ends);
    } else if (options.allowExpiring()) {
      remarks.say(
          Code.CLIENT_CERTIFICATE_ALLOWED,
          of + " expires at " + ends,
          "",
          "add its successor before then: discovery of \""
              + cluster.name()
              + "\" stops when it expires. Its user needs the rights of the reader, and no others");
    } else {
      remarks.say(
          Code.CLIENT_CERTIFICATE_EXPIRES,
          of + " expires at " + ends,
          "a token that does not expire",
          "if only a proxy in front of the API server is reachable, pass `--allow-expiring`:"
              + " discovery of the cluster then ends when it expires. Otherwise, "
              + CredentialReader.handOver(cluster));
    }
  }

  private void refuse(String group) {
    remarks.say(
        Code.CLIENT_CERTIFICATE_ADMIN,
        "the client certificate is that of an administrator: its group is " + group,
        "a user with the permissions of the reader",
        "have the proxy issue a certificate for such a user, or "
            + CredentialReader.handOver(cluster));
  }

  private void outside(String message) {
    remarks.say(
        Code.CLIENT_CERTIFICATE_TIME,
        message,
        "a certificate valid now",
        "have it reissued, or correct the clock of this machine");
  }
}
