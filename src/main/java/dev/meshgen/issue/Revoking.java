package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRevocation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps lists of revoked certificates in the {@code cacerts} of all clusters, once an intermediate
 * was revoked. A proxy refuses what leads through an authority without a list, so each has one, and
 * every cluster has all of them.
 */
final class Revoking {
  /** A ConfigMap, in which istiod hands the lists on, may have a mebibyte. */
  static final int LONGEST = 900_000;

  private final Revocation wish;
  private final List<LockedRevocation> revoked;
  private final Revocations fresh = new Revocations();
  private final Instant now;
  private boolean signed;

  Revoking(MeshPlan plan, CommittedSecrets committed, Revocation wish, Instant now) {
    this.wish = wish;
    this.now = now;
    this.revoked = new ArrayList<>();
    committed.meshLock().map(MeshLock::revoked).orElse(List.of()).stream()
        .filter(each -> now.isBefore(each.until()))
        .forEach(revoked::add);
    plan.clusters().stream()
        .flatMap(cluster -> cluster.cacerts().stream())
        .filter(secret -> wish.clusters().contains(secret.owner()))
        .forEach(secret -> revoke(secret.owner(), committed.facts(secret)));
  }

  private void revoke(String cluster, Optional<SealedFacts> facts) {
    facts
        .flatMap(SealedFacts::certificate)
        .filter(found -> now.isBefore(found.notAfter()))
        .map(found -> new LockedRevocation(cluster, found.serial(), found.notAfter()))
        .ifPresent(revoked::add);
  }

  /** What has to be done beside a commit. */
  List<String> notes() {
    if (!wish.lists().isEmpty() && !isInUse()) {
      return List.of("nothing is revoked, so the lists that were handed over are not needed yet");
    }
    return wish.clusters().isEmpty()
        ? List.of()
        : List.of(
            "revoked the intermediate of "
                + String.join(", ", new TreeSet<>(wish.clusters()))
                + "; once every cluster has applied it, restart the workloads there, and in all"
                + " clusters those that started before the first list; gateways and waypoints look"
                + " at no list: `meshgen explain MG1090`");
  }

  /** What is revoked and has not ended. */
  List<LockedRevocation> revoked() {
    return List.copyOf(revoked);
  }

  private boolean isInUse() {
    return !revoked.isEmpty();
  }

  /**
   * Signs the list of an authority whose key is at hand. Several threads may call it.
   *
   * @param authority that signs intermediates; its list names those that are revoked
   */
  void signer(CertificateAuthority authority) throws PkiException {
    if (isInUse()) {
      add(
          RevocationList.sign(
              authority, revoked.stream().map(LockedRevocation::serial).toList(), now));
    }
  }

  /**
   * The same of an intermediate, which revokes nothing. What may sign no lists has none; that is
   * reported of all in the end.
   */
  void intermediate(String certificate, SecretBytes key) throws PkiException {
    if (isInUse()) {
      // Not closed: the key is that of the caller.
      CertificateAuthority authority = CertificateAuthority.read(certificate, key);
      try {
        add(RevocationList.sign(authority, List.of(), now));
      } finally {
        authority.close();
      }
    }
  }

  /** What was imported signs no list, and so has to bring one. */
  synchronized void looksAtImports() {
    signed = true;
  }

  private synchronized void add(RevocationList list) {
    fresh.add(List.of(list));
    signed = true;
  }

  /** Puts the lists into every file, if any of them is new. */
  List<Sealed> distribute(IssuingTools bench, List<Sealed> all) {
    if (!isInUse() || !signed && wish.isEmpty()) {
      return all;
    }
    List<Sealed> readable = new ArrayList<>();
    for (Sealed each : all) {
      if (each.secret().kind() == SecretPlan.Kind.CACERTS) {
        readable(bench, each).ifPresent(readable::add);
      }
    }
    if (bench.report().hasErrors()) {
      return all;
    }
    Revocations lists = new Revocations();
    Map<String, Map<String, String>> files = new TreeMap<>();
    for (Sealed each : readable) {
      files.put(each.secret().owner(), texts(each.bytes()));
      committedLists(bench, each.secret()).ifPresent(lists::add);
      existing(files.get(each.secret().owner())).ifPresent(lists::add);
    }
    lists.add(wish.lists());
    merge(lists);
    for (Sealed each : readable) {
      complete(bench, each, files.get(each.secret().owner()), lists);
    }
    String bundle = lists.pem(now);
    if (bundle.length() > LONGEST) {
      bench.report().add(tooLong(bench, bundle.length()));
    }
    return bench.report().hasErrors() ? all : rewritten(bench, all, readable, bundle);
  }

  private synchronized void merge(Revocations lists) {
    lists.add(fresh.lists());
  }

  /** What an older meshgen sealed as a whole becomes readable first. */
  private static Optional<Sealed> readable(IssuingTools bench, Sealed sealed) {
    return SealSecret.hidesCertificates(sealed.secret(), sealed.bytes())
        ? bench.sealing().reseal(sealed.secret(), bench.opener())
        : Optional.of(sealed);
  }

  private static Map<String, String> texts(byte[] bytes) {
    Map<String, String> texts = new TreeMap<>();
    try {
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

  private static Optional<List<RevocationList>> committedLists(
      IssuingTools bench, SecretPlan secret) {
    return Optional.ofNullable(bench.committed().sealed().get(secret.path()))
        .flatMap(bytes -> existing(texts(bytes)));
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

  /** An intermediate that was there before any list has its key sealed for its cluster. */
  private void complete(
      IssuingTools bench, Sealed sealed, Map<String, String> files, Revocations lists) {
    if (!files.containsKey(CaCerts.CERT_CHAIN)) {
      bench.report().add(incomplete(bench, sealed, "its certificates are encrypted"));
      return;
    }
    try {
      String signer = CertificateEntry.first(files.get(CaCerts.CA_CERT)).orElse("");
      if (!lists.missing(signer, now).isEmpty()) {
        Optional<SecretManifest> opened =
            bench
                .opener()
                .open(
                    sealed.secret().path(),
                    sealed.bytes(),
                    "the list of what it has revoked needs its key");
        if (opened.isEmpty()) {
          return;
        }
        try (SecretManifest manifest = opened.get()) {
          CertificateAuthority authority =
              CertificateAuthority.read(signer, manifest.values().get(CaCerts.CA_KEY));
          lists.add(List.of(RevocationList.sign(authority, List.of(), now)));
          authority.close();
        }
      }
      String root = sealed.facts().certificate().map(LockedCertificate::issuer).orElse("");
      String path =
          files.get(CaCerts.CERT_CHAIN)
              + "\n"
              + CertificateEntry.certificate(files.get(CaCerts.ROOT_CERT), root).orElse("");
      List<String> missing = lists.missing(path, now);
      if (!missing.isEmpty()) {
        bench
            .report()
            .add(
                incomplete(bench, sealed, "no list of \"" + String.join("\", \"", missing) + "\""));
      }
    } catch (PkiException e) {
      bench.report().add(incomplete(bench, sealed, e.getMessage()));
    }
  }

  private static List<Sealed> rewritten(
      IssuingTools bench, List<Sealed> all, List<Sealed> readable, String bundle) {
    Map<String, Sealed> byPath = new TreeMap<>();
    for (Sealed each : readable) {
      try {
        byte[] bytes = SopsFile.withReadable(each.bytes(), CaCerts.REVOCATIONS, bundle);
        byPath.put(each.secret().path(), bench.sealing().rewritten(each, bytes));
      } catch (SealException e) {
        bench.report().add(incomplete(bench, each, e.getMessage()));
      }
    }
    return all.stream().map(each -> byPath.getOrDefault(each.secret().path(), each)).toList();
  }

  private static Diagnostic incomplete(IssuingTools bench, Sealed sealed, String words) {
    return Diagnostic.of(
            Code.REVOCATIONS_INCOMPLETE,
            Span.of(bench.committed().folder() + "/" + sealed.secret().path()),
            "the lists of revoked certificates would not be complete: " + words)
        .expecting(
            "a list of every authority up to the root, else proxies refuse all that leads through"
                + " it")
        .hinting(
            "hand over the lists of authorities whose key is elsewhere with --list FILE; where one"
                + " signs none, run `meshgen rotate "
                + sealed.secret().owner()
                + "`, which revokes nothing, and rotate the root");
  }

  /** Of an authority whose key usage leaves lists out. */
  static Diagnostic signsNoLists(IssuingTools bench, SecretPlan signer, PkiException e) {
    return Diagnostic.of(
            Code.REVOCATIONS_INCOMPLETE,
            Span.of(bench.committed().folder() + "/" + signer.path()),
            e.getMessage())
        .expecting("an authority whose key usage has cRLSign")
        .hinting(
            "run `meshgen rotate` for the cluster, which revokes nothing, and rotate the root");
  }

  private static Diagnostic tooLong(IssuingTools bench, int length) {
    return Diagnostic.of(
            Code.REVOCATIONS_INCOMPLETE,
            Span.of(bench.committed().folder() + "/" + Layout.ROOT_LOCK),
            "the lists of revoked certificates have "
                + length
                + " bytes, and the ConfigMap that istiod puts them into may have no more than "
                + LONGEST)
        .expecting("lists of fewer authorities")
        .hinting(
            "run `meshgen rotate` for the cluster, which revokes nothing, and rotate the root");
  }
}
