package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the lists of revoked certificates into the {@code cacerts} of every cluster. */
final class PlaceRevocations {
  /** A ConfigMap, in which istiod hands the lists on, may have a mebibyte. */
  private static final int LONGEST = 900_000;

  private final IssuingTools bench;

  PlaceRevocations(IssuingTools bench) {
    this.bench = bench;
  }

  /** Puts the lists into every file, if any of them is new. */
  List<Sealed> into(List<Sealed> all) {
    if (!bench.revoking().isToBePlaced()) {
      return all;
    }
    List<Sealed> readable = new ArrayList<>();
    for (Sealed each : all) {
      if (each.secret().kind() == SecretPlan.Kind.CACERTS) {
        readable(each).ifPresent(readable::add);
      }
    }
    if (bench.report().hasErrors()) {
      return all;
    }
    Revocations lists = new Revocations();
    Map<String, Map<String, String>> files = new TreeMap<>();
    for (Sealed each : readable) {
      files.put(each.secret().owner(), texts(each));
      lists.add(bench.revoking().own().read(each.secret().owner()));
      committedLists(each.secret()).ifPresent(lists::add);
      existing(files.get(each.secret().owner())).ifPresent(lists::add);
    }
    bench.revoking().addTo(lists);
    for (Sealed each : readable) {
      complete(each, files.get(each.secret().owner()), lists);
    }
    String bundle = lists.pem(bench.now());
    if (bundle.length() > LONGEST) {
      bench.report().add(tooLong(bundle.length()));
    }
    return bench.report().hasErrors() ? all : rewritten(all, readable, bundle);
  }

  /** What an older meshgen sealed as a whole becomes readable first. */
  private Optional<Sealed> readable(Sealed sealed) {
    return SealSecret.hidesCertificates(sealed.secret(), sealed.bytes())
        ? bench.sealing().reseal(sealed.secret(), bench.opener())
        : Optional.of(sealed);
  }

  /** The certificates and lists that can be read in a file, whatever carries its key. */
  static Map<String, String> texts(Sealed sealed) {
    return texts(sealed.secret(), sealed.bytes());
  }

  private static Map<String, String> texts(SecretPlan secret, byte[] bytes) {
    Map<String, String> texts = new TreeMap<>();
    try {
      if (secret.isStored()) {
        return StoredFile.readable(bytes);
      }
      if (secret.isForController()) {
        return SealedSecretFile.read(bytes).readable();
      }
      SopsFile file = SopsFile.read(bytes);
      for (String name :
          List.of(CaCerts.CA_CERT, CaCerts.CERT_CHAIN, CaCerts.ROOT_CERT, CaCerts.REVOCATIONS)) {
        file.text("stringData", name).ifPresent(text -> texts.put(name, text));
      }
    } catch (SealException e) {
      return Map.of();
    }
    return texts;
  }

  private Optional<List<RevocationList>> committedLists(SecretPlan secret) {
    return Optional.ofNullable(bench.committed().sealed().get(secret.path()))
        .flatMap(bytes -> existing(texts(secret, bytes)));
  }

  private static Optional<List<RevocationList>> existing(Map<String, String> files) {
    try {
      return files.containsKey(CaCerts.REVOCATIONS)
          ? Optional.of(RevocationList.read(files.get(CaCerts.REVOCATIONS)))
          : Optional.empty();
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  /** Adds the list that an intermediate lacks, and requires those of all authorities above it. */
  private void complete(Sealed sealed, Map<String, String> files, Revocations lists) {
    if (!files.containsKey(CaCerts.CERT_CHAIN)) {
      bench.report().add(incomplete(sealed, "its certificates are encrypted"));
      return;
    }
    try {
      String signer = CertificateEntry.first(files.get(CaCerts.CA_CERT)).orElse("");
      if (!lists.missing(signer, bench.now()).isEmpty()) {
        if (!sealed.secret().isSealedBySops()) {
          bench.report().add(StoredRevocations.without(bench, sealed.secret()));
          return;
        }
        if (!signedOwn(sealed, signer, lists)) {
          return;
        }
      }
      String root = sealed.facts().certificate().map(LockedCertificate::issuer).orElse("");
      String path =
          files.get(CaCerts.CERT_CHAIN)
              + "\n"
              + CertificateEntry.certificate(files.get(CaCerts.ROOT_CERT), root).orElse("");
      List<String> missing = lists.missing(path, bench.now());
      if (!missing.isEmpty()) {
        bench
            .report()
            .add(incomplete(sealed, "no list of \"" + String.join("\", \"", missing) + "\""));
      }
    } catch (PkiException e) {
      bench.report().add(incomplete(sealed, e.getMessage()));
    }
  }

  /**
   * Signs the list of an intermediate that was there before any list, with its key, which is sealed
   * for its cluster; false if that does not open, which is reported.
   */
  private boolean signedOwn(Sealed sealed, String signer, Revocations lists) throws PkiException {
    Optional<SecretManifest> opened =
        bench
            .opener()
            .open(sealed.secret().path(), sealed.bytes(), "its revocation list needs its key");
    if (opened.isEmpty()) {
      return false;
    }
    try (SecretManifest manifest = opened.get();
        CertificateAuthority authority =
            CertificateAuthority.read(signer, manifest.values().get(CaCerts.CA_KEY))) {
      lists.add(List.of(RevocationList.sign(authority, List.of(), bench.now())));
    }
    return true;
  }

  private List<Sealed> rewritten(List<Sealed> all, List<Sealed> readable, String bundle) {
    Map<String, Sealed> byPath = new TreeMap<>();
    for (Sealed each : readable) {
      try {
        byte[] bytes = bench.sealing().withReadable(each, CaCerts.REVOCATIONS, bundle);
        byPath.put(each.secret().path(), bench.sealing().rewritten(each, bytes));
      } catch (SealException e) {
        bench.report().add(incomplete(each, e.getMessage()));
      }
    }
    return all.stream().map(each -> byPath.getOrDefault(each.secret().path(), each)).toList();
  }

  private Diagnostic incomplete(Sealed sealed, String words) {
    return Diagnostic.of(
            Code.REVOCATIONS_INCOMPLETE,
            Span.of(bench.committed().folder() + "/" + sealed.secret().path()),
            "the revocation lists would be incomplete: " + words)
        .expecting(
            "a list from every authority up to the root, or proxies reject every certificate below"
                + " it")
        .hinting(
            "pass the lists of authorities with keys elsewhere with --list FILE; if one signs no"
                + " lists, run `meshgen rotate "
                + sealed.secret().owner()
                + "`, which revokes nothing, and rotate the root");
  }

  private Diagnostic tooLong(int length) {
    return Diagnostic.of(
            Code.REVOCATIONS_INCOMPLETE,
            Span.of(bench.committed().folder() + "/" + Layout.ROOT_LOCK),
            "the revocation lists have "
                + length
                + " bytes, but istiod's ConfigMap for them holds at most "
                + LONGEST)
        .expecting("lists from fewer authorities")
        .hinting(
            "run `meshgen rotate` for the cluster, which revokes nothing, and rotate the root");
  }
}
