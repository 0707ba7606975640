package dev.meshgen.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * Which trust domains an authority may sign for (RFC 5280 section 4.2.1.10). istiod does not look,
 * but its peers do.
 *
 * @param permitted hosts of URIs; empty if any
 * @param excluded hosts of URIs
 */
record UriConstraints(List<String> permitted, List<String> excluded) {

  static UriConstraints of(Extensions extensions) {
    NameConstraints constraints =
        NameConstraints.getInstance(extensions.getExtensionParsedValue(Extension.nameConstraints));
    return constraints == null
        ? new UriConstraints(List.of(), List.of())
        : new UriConstraints(
            hosts(constraints.getPermittedSubtrees()), hosts(constraints.getExcludedSubtrees()));
  }

  private static List<String> hosts(GeneralSubtree[] subtrees) {
    List<String> hosts = new ArrayList<>();
    if (subtrees != null) {
      for (GeneralSubtree subtree : subtrees) {
        if (subtree.getBase().getTagNo() == GeneralName.uniformResourceIdentifier) {
          hosts.add(subtree.getBase().getName().toString().toLowerCase(Locale.ROOT));
        }
      }
    }
    return List.copyOf(hosts);
  }

  boolean permits(String trustDomain) {
    String host = trustDomain.toLowerCase(Locale.ROOT);
    return excluded.stream().noneMatch(each -> covers(each, host))
        && (permitted.isEmpty() || permitted.stream().anyMatch(each -> covers(each, host)));
  }

  private static boolean covers(String constraint, String host) {
    return constraint.startsWith(".") ? host.endsWith(constraint) : host.equals(constraint);
  }
}
