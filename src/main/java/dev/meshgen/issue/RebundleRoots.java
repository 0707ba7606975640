package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.tree.Workers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes which roots clusters trust, and nothing else of their {@code cacerts}. The bundle is
 * readable and no MAC covers it, so that no key is needed: only for files that were imported with
 * text between their certificates, and so hide them.
 */
final class RebundleRoots {
  private final IssuingTools bench;
  private final PublicParts publicParts;
  private final RootPems pems;

  RebundleRoots(IssuingTools bench, RootPems pems) {
    this.bench = bench;
    this.publicParts = new PublicParts(bench.plan(), bench.committed());
    this.pems = pems;
  }

  /** One file and the roots that it is to have. */
  record Task(SecretPlan secret, ClusterRoots before, ClusterRoots after) {}

  /** What one thread made of a task. */
  private record Done(Optional<Sealed> sealed, Optional<Diagnostic> problem) {}

  /** Adds the new files; reports what cannot be changed. */
  void run(List<Task> tasks, List<Sealed> all) {
    Done[] done = new Done[tasks.size()];
    Workers.onAllCores(done.length, i -> done[i] = readable(tasks.get(i)));
    List<Task> hidden = new ArrayList<>();
    for (int i = 0; i < done.length; i++) {
      done[i].problem().ifPresent(bench.report()::add);
      done[i].sealed().ifPresent(all::add);
      if (done[i].sealed().isEmpty() && done[i].problem().isEmpty()) {
        hidden.add(tasks.get(i));
      }
    }
    for (Task task : hidden) {
      if (bench.report().hasErrors()) {
        return;
      }
      sealed(task).ifPresent(all::add);
    }
  }

  private SealedFacts facts(Task task) {
    return bench.committed().facts(task.secret()).orElseThrow();
  }

  private byte[] bytes(Task task) {
    return bench.committed().sealed().get(task.secret().path());
  }

  /** Neither a file nor a problem, if it takes a key. */
  private Done readable(Task task) {
    byte[] bytes = bytes(task);
    boolean imported = facts(task).certificate().filter(LockedCertificate::isImported).isPresent();
    if (!imported && SealSecret.hidesCertificates(task.secret(), bytes)) {
      return new Done(Optional.empty(), Optional.of(hidden(task)));
    }
    String before = publicParts.certificates(task.secret(), bytes).get(CaCerts.ROOT_CERT);
    if (before == null) {
      return new Done(Optional.empty(), Optional.empty());
    }
    try {
      String after = changed(task, before).text();
      Optional<byte[]> written = publicParts.with(task.secret(), bytes, CaCerts.ROOT_CERT, after);
      return new Done(
          Optional.of(
              described(task, written.isPresent() ? written.get() : read(task, bytes, after))),
          Optional.empty());
    } catch (SealException e) {
      // As sops may write it, and meshgen does not: all of it is sealed again.
      return new Done(Optional.empty(), Optional.empty());
    } catch (PkiException e) {
      return new Done(Optional.empty(), Optional.of(unreadable(task, e)));
    }
  }

  private byte[] read(Task task, byte[] bytes, String after) throws SealException {
    return bench
        .sealing()
        .withReadable(new Sealed(task.secret(), bytes, facts(task)), CaCerts.ROOT_CERT, after);
  }

  private Sealed described(Task task, byte[] bytes) {
    return new Sealed(
        task.secret(), bytes, facts(task).in(Sha256.hex(bytes)).trusting(task.after().trusted()));
  }

  private RootBundle changed(Task task, String text) throws PkiException {
    RootBundle bundle = RootBundle.of(text);
    for (String root : task.before().trusted()) {
      if (!task.after().trusts(root)) {
        bundle = bundle.without(root);
      }
    }
    for (String root : task.after().trusted()) {
      if (!bundle.holds(root)) {
        bundle = bundle.with(pems.get(root).orElseThrow());
      }
    }
    return bundle;
  }

  /** Opens the file and seals all of it again. */
  private Optional<Sealed> sealed(Task task) {
    SecretPlan secret = task.secret();
    Optional<SecretManifest> opened =
        bench
            .opener()
            .open(
                secret.path(),
                bytes(task),
                "the roots that \"" + secret.owner() + "\" trusts are sealed in it, and change");
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (SecretManifest old = opened.get()) {
      Map<String, SecretBytes> files = new LinkedHashMap<>(old.values());
      RootBundle bundle =
          changed(task, new String(files.get(CaCerts.ROOT_CERT).copy(), StandardCharsets.UTF_8));
      files.put(CaCerts.ROOT_CERT, SecretBytes.ofUtf8(bundle.text()));
      SecretManifest manifest =
          old.rule() == SealRule.KEYS
              ? CacertsSecret.readable(bench.plan().mesh(), files)
              : CacertsSecret.manifest(bench.plan().mesh(), files);
      Sealed sealed =
          bench.sealing().seal(secret, manifest, facts(task).certificate(), Optional.empty());
      return Optional.of(
          new Sealed(
              secret,
              sealed.bytes(),
              sealed.facts().madeFrom(facts(task).inputs()).trusting(bundle.fingerprints())));
    } catch (PkiException e) {
      bench.report().add(unreadable(task, e));
      return Optional.empty();
    }
  }

  private Diagnostic hidden(Task task) {
    return Diagnostic.of(
            Code.BUNDLE_HIDDEN,
            at(task),
            "its certificates were encrypted by an older meshgen, so its roots cannot change"
                + " without a key")
        .expecting("readable certificates")
        .hinting("first run `meshgen reseal`, and merge that");
  }

  private Diagnostic unreadable(Task task, PkiException e) {
    return Diagnostic.of(Code.CERTIFICATE_DIFFERS, at(task), e.getMessage())
        .expecting("the roots in its lock")
        .hinting(
            "restore the file and its lock from Git" + Remedy.orAnew(bench.plan(), task.secret()));
  }

  private Span at(Task task) {
    return Span.of(bench.committed().folder() + "/" + task.secret().path());
  }
}
