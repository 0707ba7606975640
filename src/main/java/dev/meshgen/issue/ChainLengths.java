package dev.meshgen.issue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.pki.CaCerts;
import dev.meshgen.tree.Layout;
import java.util.Map;
import java.util.Optional;

/**
 * How long certificates in a sealed Secret are, which shows without any key: the root's is public,
 * and the chain is the intermediate with the root behind it.
 */
final class ChainLengths {
  private final Optional<Integer> root;

  ChainLengths(CommittedSecrets committed) {
    this.root = committed.rootPem().map(pem -> pem.getBytes(UTF_8).length);
  }

  /** What does not fit, in words; nothing where there is no certificate to compare with. */
  Optional<String> contradiction(Map<String, Integer> lengths) {
    return root.flatMap(length -> contradiction(lengths, length));
  }

  private static Optional<String> contradiction(Map<String, Integer> lengths, int root) {
    if (lengths.get(CaCerts.ROOT_CERT) != root) {
      return Optional.of(
          "its " + CaCerts.ROOT_CERT + " is not as long as " + Layout.ROOT_CERTIFICATE);
    }
    return lengths.get(CaCerts.CERT_CHAIN) == lengths.get(CaCerts.CA_CERT) + root
        ? Optional.empty()
        : Optional.of(
            "its "
                + CaCerts.CERT_CHAIN
                + " is not as long as "
                + CaCerts.CA_CERT
                + " and "
                + CaCerts.ROOT_CERT);
  }
}
