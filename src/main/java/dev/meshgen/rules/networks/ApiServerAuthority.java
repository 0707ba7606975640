package dev.meshgen.rules.networks;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * {@code caData}, of API servers and of Vault, is what {@code certificate-authority-data} of a
 * kubeconfig is: base64 of PEM certificates. It is never quoted, because in that file a private key
 * is next to it.
 */
final class ApiServerAuthority implements Rule {

  private static final String DATA = "caData";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> caData = cluster.kubernetes().server().caData();
      if (caData.isPresent()) {
        boolean inFile = !cluster.origins().isWritten("kubernetes", DATA);
        check(caData.get(), Field.of(cluster, inFile ? "caFile" : DATA), context.asOf(), report);
      }
    }
    mesh.discovery()
        .issuer()
        .flatMap(issuer -> issuer.server().caData())
        .ifPresent(caData -> check(caData, Field.ofIssuer(mesh), context.asOf(), report));
  }

  private static void check(String caData, Field at, LocalDate asOf, Report report) {
    String pem = decoded(caData);
    if (Pem.hasPrivateKey(caData) || Pem.hasPrivateKey(pem)) {
      report.add(
          wrong(at, " contains a private key")
              .hinting(
                  "replace the key: it was in a file meant for Git, so treat it as disclosed"));
    } else if (caData.startsWith(Pem.BEGIN)) {
      report.add(
          wrong(at, " is PEM, not base64 of PEM").hinting("encode it with `base64 -w0 FILE`"));
    } else if (pem.isEmpty()) {
      report.add(wrong(at, " is not valid base64"));
    } else {
      checkCertificates(pem, at, asOf, report);
    }
  }

  private static void checkCertificates(String pem, Field at, LocalDate asOf, Report report) {
    List<X509Certificate> certificates = certificates(pem);
    if (certificates.isEmpty()) {
      report.add(
          wrong(
              at,
              at.isFile()
                  ? " has no PEM certificates"
                  : " is base64, but not of PEM certificates"));
    }
    Instant now = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (X509Certificate certificate : certificates) {
      Instant end = certificate.getNotAfter().toInstant();
      if (end.isBefore(now)) {
        report.add(
            Diagnostic.of(
                    Code.CA_DATA_EXPIRED,
                    at.span(),
                    "a certificate in \""
                        + at.name()
                        + "\" expired on "
                        + LocalDate.ofInstant(end, ZoneOffset.UTC))
                .expecting("the current certificate authority of " + at.server()));
      }
    }
  }

  /**
   * Where the authority is: in the spec, or in a file that it names.
   *
   * @param server whose certificate it signed
   */
  private record Field(Span span, String name, String server) {
    static Field of(Cluster cluster, String name) {
      return new Field(cluster.origins().at("kubernetes", name), name, "the API server");
    }

    static Field ofIssuer(Mesh mesh) {
      Span at = mesh.origins().at("spec", "discovery", "credential", "vaultKubernetes", DATA);
      return new Field(at, DATA, "Vault");
    }

    boolean isFile() {
      return !name.equals(DATA);
    }
  }

  /** None if one of the blocks is anything else. */
  private static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem.Block block : Pem.decode(pem.getBytes(StandardCharsets.ISO_8859_1))) {
        if (!block.label().equals(Pem.CERTIFICATE)) {
          return List.of();
        }
        Certificate read = factory.generateCertificate(new ByteArrayInputStream(block.der()));
        certificates.add((X509Certificate) read);
      }
      return certificates;
    } catch (MalformedPem | CertificateException e) {
      return List.of();
    }
  }

  private static String decoded(String caData) {
    try {
      byte[] bytes = Base64.getDecoder().decode(caData.strip());
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Diagnostic wrong(Field at, String problem) {
    return Diagnostic.of(Code.BAD_CA_DATA, at.span(), '"' + at.name() + '"' + problem)
        .expecting(
            (at.isFile() ? "" : "base64 of ")
                + "the PEM certificates of the authority of "
                + at.server());
  }
}
