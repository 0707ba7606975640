package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.pki.CertifiedNames.Ztunnel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * For which names an authority may sign (RFC 5280 section 4.2.1.10). istiod looks at those of
 * authorities alone, but its peers do at the URI of every workload, and at the DNS names that
 * istiod serves with.
 *
 * @param permitted what is allowed; of a kind that is not among it anything is
 * @param excluded what is forbidden
 * @param unreadable whether Go refuses them: critical, and of a kind that it does not know
 */
record SignedNames(List<GeneralName> permitted, List<GeneralName> excluded, boolean unreadable) {
  private static final SignedNames ANY = new SignedNames(List.of(), List.of(), false);

  private static final int DNS = GeneralName.dNSName;
  private static final int URI = GeneralName.uniformResourceIdentifier;
  private static final int DIRECTORY = GeneralName.directoryName;

  /** What Go knows (crypto/x509, parseNameConstraintsExtension). */
  private static final List<Integer> KNOWN =
      List.of(DNS, URI, GeneralName.rfc822Name, GeneralName.iPAddress);

  /** How the extension begins: its identifier in DER. */
  private static final byte[] ID = {0x06, 0x03, 0x55, 0x1d, 0x1e};

  private static final Pattern HOST = Pattern.compile("[^:/?#]+://(?:[^/?#@]*@)?([^:/?#]+).*");

  static SignedNames of(Extensions extensions) {
    Extension found =
        extensions == null ? null : extensions.getExtension(Extension.nameConstraints);
    if (found == null) {
      return ANY;
    }
    NameConstraints constraints = NameConstraints.getInstance(found.getParsedValue());
    List<GeneralName> permitted = names(constraints.getPermittedSubtrees());
    List<GeneralName> excluded = names(constraints.getExcludedSubtrees());
    Stream.concat(permitted.stream(), excluded.stream()).forEach(X509::requireReadable);
    boolean known =
        Stream.concat(permitted.stream(), excluded.stream())
            .allMatch(name -> KNOWN.contains(name.getTagNo()));
    return new SignedNames(permitted, excluded, found.isCritical() && !known);
  }

  /** Whether certificates in PEM may have any: hardly one has, and none is parsed to find out. */
  static boolean mayLimit(String pem) throws PkiException {
    for (Pem.Block block : X509Bundle.blocks("a chain", pem.getBytes(StandardCharsets.US_ASCII))) {
      byte[] der = block.der();
      for (int i = 0; i + ID.length <= der.length; i++) {
        if (Arrays.equals(der, i, i + ID.length, ID, 0, ID.length)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<GeneralName> names(GeneralSubtree[] subtrees) {
    return subtrees == null ? List.of() : Stream.of(subtrees).map(GeneralSubtree::getBase).toList();
  }

  /** What they keep from working, each as the end of a sentence. */
  List<String> problems(CertifiedNames names) {
    if (unreadable) {
      return List.of("has critical name constraints of a kind that istiod does not know");
    }
    List<String> problems = new ArrayList<>();
    if (!permits(URI, names.trustDomain())) {
      problems.add(
          "has name constraints that exclude the trust domain "
              + names.trustDomain()
              + ": no peer would accept a workload");
    }
    if (refusesAny(DIRECTORY, names.ztunnel() != Ztunnel.NONE)) {
      problems.add(
          "has name constraints on directory names, which ztunnel does not accept: it would refuse"
              + " every workload");
    }
    if (refusesAny(URI, names.ztunnel() == Ztunnel.REFUSES_URIS)) {
      problems.add(
          "has name constraints on URIs, which ztunnel does not accept since Istio 1.29.3: it would"
              + " refuse every workload");
    }
    List<String> istiods = names.istiods().stream().filter(name -> !permits(DNS, name)).toList();
    if (!istiods.isEmpty()) {
      problems.add(
          "has name constraints that exclude "
              + String.join(", ", istiods)
              + (istiods.size() == 1 ? ", a DNS name" : ", DNS names")
              + " of istiod: no proxy would connect to it");
    }
    return problems;
  }

  private boolean refusesAny(int kind, boolean refused) {
    return refused && (!of(kind, permitted).isEmpty() || !of(kind, excluded).isEmpty());
  }

  /** The same of the names of an authority further down that already exists. */
  Optional<String> problem(X509 below) {
    if (this == ANY) {
      return Optional.empty();
    }
    List<GeneralName> names;
    try {
      names = below.alternativeNames();
    } catch (PkiException e) {
      return Optional.of(
          "has name constraints, and "
              + PathRules.nameOf(below)
              + " below it has malformed subject alternative names: Envoy would refuse every"
              + " workload");
    }
    for (GeneralName name : names) {
      Optional<String> text = text(name);
      if (text.isPresent() && !permits(name.getTagNo(), text.get())) {
        return Optional.of(
            "has name constraints that exclude "
                + name.getName()
                + ", a name of "
                + PathRules.nameOf(below)
                + ": istiod would not start");
      }
    }
    return below.namesAsIssuer(below) ? Optional.empty() : problem(below.subject());
  }

  /** Of a subject, at which Envoy looks and Go does not (BoringSSL, NAME_CONSTRAINTS_check). */
  Optional<String> problem(X500Name subject) {
    List<X500Name> allowed = directories(permitted);
    boolean fits =
        (allowed.isEmpty() || allowed.stream().anyMatch(each -> isBelow(subject, each)))
            && directories(excluded).stream().noneMatch(each -> isBelow(subject, each));
    return fits || subject.size() == 0
        ? Optional.empty()
        : Optional.of(
            "has name constraints that exclude the subject \""
                + subject
                + "\": Envoy would refuse every workload");
  }

  private static Optional<String> text(GeneralName name) {
    String text = name.getName().toString();
    return switch (name.getTagNo()) {
      case DNS -> Optional.of(text);
      case URI -> Optional.of(HOST.matcher(text)).filter(Matcher::matches).map(it -> it.group(1));
      default -> Optional.empty();
    };
  }

  /** Envoy permits URIs whose host equals one alone, Go excludes what is below it, too. */
  private boolean permits(int kind, String name) {
    String host = name.toLowerCase(Locale.ROOT);
    List<String> allowed = texts(kind, permitted);
    return texts(kind, excluded).stream().noneMatch(each -> isBelow(host, each))
        && (allowed.isEmpty()
            || allowed.stream()
                .anyMatch(each -> kind == URI ? isHost(host, each) : isBelow(host, each)));
  }

  private static boolean isHost(String host, String allowed) {
    return allowed.startsWith(".") ? host.endsWith(allowed) : host.equals(allowed);
  }

  private static List<String> texts(int kind, List<GeneralName> names) {
    return of(kind, names).stream()
        .map(name -> name.getName().toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<X500Name> directories(List<GeneralName> names) {
    return of(DIRECTORY, names).stream().map(name -> X500Name.getInstance(name.getName())).toList();
  }

  private static List<GeneralName> of(int kind, List<GeneralName> names) {
    return names.stream().filter(name -> name.getTagNo() == kind).toList();
  }

  private static boolean isBelow(String host, String domain) {
    String bare = domain.startsWith(".") ? domain.substring(1) : domain;
    return bare.isEmpty()
        || host.endsWith("." + bare)
        || host.equals(bare) && !domain.startsWith(".");
  }

  /** Whether a name begins with all that another has. */
  private static boolean isBelow(X500Name name, X500Name above) {
    RDN[] parts = name.getRDNs();
    RDN[] first = above.getRDNs();
    return parts.length >= first.length
        && IntStream.range(0, first.length)
            .allMatch(i -> IETFUtils.rDNAreEqual(parts[i], first[i]));
  }
}
