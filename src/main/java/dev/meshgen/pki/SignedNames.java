package dev.meshgen.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * For which names an authority may sign (RFC 5280 section 4.2.1.10). istiod does not look, but its
 * peers do: at the URI of every workload, and at the DNS names that istiod serves with.
 *
 * @param permitted what is allowed; of a kind that is not among it anything is
 * @param excluded what is forbidden
 * @param unreadable whether Go refuses them: critical, and of a kind that it does not know
 */
record SignedNames(List<Name> permitted, List<Name> excluded, boolean unreadable) {
  private static final int DNS = GeneralName.dNSName;
  private static final int URI = GeneralName.uniformResourceIdentifier;

  /** What Go knows (crypto/x509, parseNameConstraintsExtension). */
  private static final List<Integer> KNOWN =
      List.of(DNS, URI, GeneralName.rfc822Name, GeneralName.iPAddress);

  /** As istiod is called in the namespace that most meshes use. */
  private static final String ISTIOD = "istiod.istio-system.svc";

  /** A part of all names of a kind. */
  record Name(int kind, String text) {}

  static SignedNames of(Extensions extensions) {
    Extension found =
        extensions == null ? null : extensions.getExtension(Extension.nameConstraints);
    if (found == null) {
      return new SignedNames(List.of(), List.of(), false);
    }
    NameConstraints constraints = NameConstraints.getInstance(found.getParsedValue());
    List<Name> permitted = names(constraints.getPermittedSubtrees());
    List<Name> excluded = names(constraints.getExcludedSubtrees());
    boolean known =
        permitted.stream().allMatch(SignedNames::isKnown)
            && excluded.stream().allMatch(SignedNames::isKnown);
    return new SignedNames(permitted, excluded, found.isCritical() && !known);
  }

  private static boolean isKnown(Name name) {
    return KNOWN.contains(name.kind());
  }

  private static List<Name> names(GeneralSubtree[] subtrees) {
    List<Name> names = new ArrayList<>();
    if (subtrees != null) {
      for (GeneralSubtree subtree : subtrees) {
        GeneralName base = subtree.getBase();
        names.add(new Name(base.getTagNo(), base.getName().toString().toLowerCase(Locale.ROOT)));
      }
    }
    return List.copyOf(names);
  }

  /** What they keep from working, as the end of a sentence; empty if nothing. */
  Optional<String> problem(String trustDomain) {
    if (unreadable) {
      return Optional.of("has critical name constraints of a kind that istiod does not know");
    }
    if (!permitsUri(trustDomain.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "has name constraints that exclude the trust domain "
              + trustDomain
              + ": no peer would accept a workload");
    }
    return permitsIstiod()
        ? Optional.empty()
        : Optional.of(
            "has name constraints that exclude the DNS names of istiod, such as "
                + ISTIOD
                + ": no proxy would connect to it");
  }

  /** Envoy permits what equals a host alone, Go excludes what is below it, too. */
  private boolean permitsUri(String host) {
    List<String> allowed = texts(permitted, URI);
    return texts(excluded, URI).stream().noneMatch(each -> isBelow(host, each))
        && (allowed.isEmpty()
            || allowed.stream()
                .anyMatch(each -> each.startsWith(".") ? host.endsWith(each) : host.equals(each)));
  }

  /** Whose namespace is not known here: any Service is taken for that of istiod. */
  private boolean permitsIstiod() {
    List<String> allowed = texts(permitted, DNS);
    return texts(excluded, DNS).stream().noneMatch(SignedNames::isAllServices)
        && (allowed.isEmpty()
            || allowed.stream().anyMatch(each -> isBelow(ISTIOD, each) || isBelow(each, "svc")));
  }

  private static boolean isAllServices(String domain) {
    return domain.isEmpty() || domain.equals("svc") || domain.equals(".svc");
  }

  private static List<String> texts(List<Name> names, int kind) {
    return names.stream().filter(name -> name.kind() == kind).map(Name::text).toList();
  }

  private static boolean isBelow(String host, String domain) {
    String bare = domain.startsWith(".") ? domain.substring(1) : domain;
    return bare.isEmpty()
        || host.endsWith("." + bare)
        || host.equals(bare) && !domain.startsWith(".");
  }
}
