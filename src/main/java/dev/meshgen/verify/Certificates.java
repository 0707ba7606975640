package dev.meshgen.verify;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.LockedChain;
import dev.meshgen.issue.PeerTrustCheck;
import dev.meshgen.issue.ShownCertificates;
import dev.meshgen.lock.EndingCredential;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Workers;
import dev.meshgen.verify.CommittedTree.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares certificates with their locks and with each other: chains, validity, one set of roots
 * for all clusters, and nothing that two of them share.
 */
final class Certificates {
  private static final String RESTORE = "restore the locks and sealed files from one commit";

  private final CommittedTree tree;
  private final Instant now;
  private final ShownCertificates shown = new ShownCertificates();

  Certificates(CommittedTree tree, Instant now) {
    this.tree = tree;
    this.now = now;
  }

  void check(Report report) {
    roots(report);
    List<Entry> entries =
        tree.entries().stream().filter(each -> each.facts().certificate().isPresent()).toList();
    Report[] reports = new Report[entries.size()];
    Workers.onAllCores(
        reports.length,
        i -> {
          reports[i] = new Report();
          if (entries.get(i).isCacerts()) {
            chain(entries.get(i), reports[i]);
          }
          validity(entries.get(i).path(), facts(entries.get(i)), reports[i]);
        });
    for (Report each : reports) {
      report.addAll(each.diagnostics());
    }
    credentials(report);
    unique(entries, report);
    together(entries.stream().filter(Entry::isCacerts).toList(), report);
  }

  private void credentials(Report report) {
    tree.clusters()
        .forEach(
            (name, lock) ->
                EndingCredential.of(name, lock.sealed().values()).stream()
                    .filter(each -> each.isDue(now))
                    .forEach(
                        each ->
                            report.add(
                                Diagnostic.of(
                                        Code.CREDENTIAL_ENDS,
                                        tree.at(Layout.cluster(name).lock()),
                                        each.words(now))
                                    .hinting(each.next()))));
  }

  private static LockedCertificate facts(Entry entry) {
    return entry.facts().certificate().orElseThrow();
  }

  /** The certificates beside the lock of the root. */
  private void roots(Report report) {
    List<LockedCertificate> roots = tree.roots();
    if (roots.isEmpty()) {
      return;
    }
    String text =
        Optional.ofNullable(tree.files().get(Layout.ROOT_CERTIFICATE))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    Map<String, String> pems = new TreeMap<>();
    try {
      RootBundle bundle = RootBundle.of(text.substring(Math.max(0, text.indexOf("-----BEGIN"))));
      bundle.fingerprints().forEach(each -> pems.put(each, bundle.pem(each).orElseThrow()));
    } catch (PkiException e) {
      pems.clear();
    }
    for (LockedCertificate root : roots) {
      Optional<String> problem =
          Optional.ofNullable(pems.get(root.sha256()))
              .map(pem -> ShownCertificates.rootProblem(pem, root))
              .orElse(Optional.of("the root in the lock is missing"));
      problem.ifPresent(
          words ->
              report.add(
                  Diagnostic.of(Code.LOCK_CONTRADICTS, tree.at(Layout.ROOT_CERTIFICATE), words)
                      .expecting("the certificate of each root in " + Layout.ROOT_LOCK)
                      .hinting("restore both from Git")));
      if (!root.sha256().equals(root.issuer())) {
        report.add(contradicts(Layout.ROOT_LOCK, "the root is not its own issuer"));
      }
      if (!tree.mesh().sealed().containsKey(Layout.ROOT_KEY)) {
        validity(Layout.ROOT_CERTIFICATE, root, report);
      }
    }
  }

  private void chain(Entry entry, Report report) {
    if (tree.roots().stream().noneMatch(root -> root.sha256().equals(facts(entry).issuer()))) {
      report.add(
          Diagnostic.of(
                  Code.FOREIGN_ISSUER,
                  tree.at(entry.path()),
                  "the intermediate was issued by another root")
              .expecting("an intermediate of a root in " + Layout.ROOT_LOCK)
              .hinting(RESTORE));
    }
    Map<String, String> files = readable(entry);
    shown
        .problem(files, entry.facts())
        .ifPresent(
            words ->
                report.add(
                    Diagnostic.of(Code.CERTIFICATE_DIFFERS, tree.at(entry.path()), words)
                        .expecting("an intermediate of the mesh's root, as in its lock")
                        .hinting(RESTORE)));
    revocations(entry, files.getOrDefault(CaCerts.REVOCATIONS, ""), report);
  }

  private void revocations(Entry entry, String text, Report report) {
    try {
      for (RevocationList list :
          text.isEmpty() ? List.<RevocationList>of() : RevocationList.read(text)) {
        if (list.to().filter(end -> !end.isAfter(now)).isPresent()) {
          report.add(
              Diagnostic.of(
                      Code.REVOCATIONS_END,
                      tree.at(entry.path()),
                      "the revocation list of \""
                          + list.issuer()
                          + "\" expired on "
                          + day(list.to().get()))
                  .expecting(
                      "an unexpired list, or proxies reject every certificate below its authority")
                  .hinting("run `meshgen trust revoke` again, or replace the authority"));
        }
      }
    } catch (PkiException e) {
      report.add(
          Diagnostic.of(Code.CERTIFICATE_DIFFERS, tree.at(entry.path()), e.getMessage())
              .hinting(RESTORE));
    }
  }

  /** The certificates that can be read in a file; none in one that older versions sealed. */
  private Map<String, String> readable(Entry entry) {
    byte[] bytes = tree.files().get(entry.path());
    Map<String, String> files = new LinkedHashMap<>();
    if (bytes == null) {
      return files;
    }
    try {
      if (entry.facts().carried().isPresent()) {
        return SealedFiles.readable(entry, bytes);
      }
      Map<List<String>, Optional<String>> fields = SopsFile.read(bytes).fields();
      List<String> names = new ArrayList<>(CaCerts.NAMES);
      names.add(CaCerts.REVOCATIONS);
      for (String name : names) {
        Optional.ofNullable(fields.get(List.of("stringData", name)))
            .flatMap(text -> text)
            .ifPresent(text -> files.put(name, text));
      }
    } catch (SealException e) {
      return Map.of();
    }
    return files;
  }

  private void validity(String path, LockedCertificate facts, Report report) {
    String lives = "valid from " + day(facts.notBefore()) + " to " + day(facts.notAfter());
    if (!facts.isConsistent()) {
      report.add(contradicts(path, LockedChain.BACKWARDS));
    } else if (root(facts).filter(root -> !facts.overlaps(root)).isPresent()) {
      report.add(contradicts(path, LockedChain.APART));
    } else if (!CertificateTime.hasBegun(facts.notBefore(), now)) {
      report.add(
          Diagnostic.of(
                  Code.CERTIFICATE_EARLY,
                  tree.at(path),
                  "the certificate is not valid yet on " + day(now) + ": it is " + lives)
              .expecting("a day on which it is valid")
              .hinting("correct the clock of this machine, or set the date with --as-of"));
    } else if (CertificateTime.isOver(facts.notAfter(), now)) {
      report.add(
          Diagnostic.of(
                  Code.CERTIFICATE_EXPIRED,
                  tree.at(path),
                  "the certificate expired: it is " + lives)
              .hinting("replace it: `meshgen trust status` explains how"));
    } else if (!now.isBefore(facts.due())) {
      report.add(
          Diagnostic.of(
                  Code.CERTIFICATE_EXPIRES,
                  tree.at(path),
                  "the certificate expires: it is " + lives)
              .hinting("replace it: `meshgen trust status` explains how"));
    }
  }

  private Optional<LockedCertificate> root(LockedCertificate facts) {
    return tree.roots().stream().filter(each -> each.sha256().equals(facts.issuer())).findFirst();
  }

  private static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** Clusters may share what was imported: an authority that somebody else made for several. */
  private void unique(List<Entry> entries, Report report) {
    Map<String, String> seen = new TreeMap<>();
    for (Entry entry : entries) {
      LockedCertificate facts = facts(entry);
      for (String what : List.of("fingerprint " + facts.sha256(), "key " + facts.publicKey())) {
        String first = facts.isImported() ? null : seen.putIfAbsent(what, entry.path());
        if (first != null) {
          report.add(
              contradicts(
                  entry.path(),
                  "its certificate has the "
                      + what.substring(0, what.indexOf(' '))
                      + " of "
                      + first));
          break;
        }
      }
    }
  }

  /** Whoever signs in one cluster has to be trusted in each. */
  private void together(List<Entry> cacerts, Report report) {
    Map<String, String> signing = new TreeMap<>();
    cacerts.forEach(
        each -> PeerTrustCheck.addSigner(signing, each.cluster().orElseThrow(), each.facts()));
    for (Entry each : cacerts) {
      PeerTrustCheck.refused(each.cluster().orElseThrow(), each.facts(), signing)
          .ifPresent(
              words -> report.add(PeerTrustCheck.diagnostic(tree.at(each.path()), words, RESTORE)));
    }
  }

  private Diagnostic contradicts(String path, String words) {
    return Diagnostic.of(Code.LOCK_CONTRADICTS, tree.at(path), words)
        .expecting("the facts of the sealed certificate")
        .hinting(RESTORE);
  }
}
