package dev.meshgen.issue;

import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Progress;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.VaultStore;
import dev.meshgen.pki.AnswerVerifier;
import dev.meshgen.pki.AskedIntermediate;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateBag;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestFacts;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.StorePlace;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.vault.KeptSecret;
import dev.meshgen.seal.vault.KvStore;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.seal.vault.VaultAccess;
import dev.meshgen.seal.vault.VaultFailed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the secrets of one run in the store that the spec names, where it names one. Asks it only
 * once something has to be kept. Safe for use by several threads.
 */
final class StoreKeeper implements AutoCloseable {
  /** So much of a fingerprint tells two keys apart. */
  private static final int ID_LENGTH = 32;

  /** Of more paths that were written, only their number is said. */
  private static final int MOST_NAMED = 20;

  private final Mesh mesh;
  private final NamesOfMesh names;
  private final boolean bundles;
  private final Bundle bundle;
  private final OwnLists lists;
  private final VaultAccess.Surroundings around;
  private final SecureRandom random;
  private final Awaited awaited;
  private final List<String> written = Collections.synchronizedList(new ArrayList<>());
  private final List<String> found = Collections.synchronizedList(new ArrayList<>());
  private Optional<KvStore> connected = Optional.empty();

  /**
   * Whoever waits for the store.
   *
   * @param secrets that will be there
   */
  record Awaited(int secrets, Progress progress) {
    void reached(int done) {
      progress.reached(done, secrets);
    }
  }

  /**
   * The work of one run.
   *
   * @param bundle that takes the place of the store, where the spec wants one
   * @param lists of intermediates, which are written beside their keys
   */
  StoreKeeper(
      MeshPlan plan,
      Bundle bundle,
      OwnLists lists,
      VaultAccess.Surroundings around,
      SecureRandom random,
      Awaited awaited) {
    this.mesh = plan.mesh();
    this.names = new NamesOfMesh(mesh);
    this.bundles = plan.bundles();
    this.bundle = bundle;
    this.lists = lists;
    this.around = around;
    this.random = random;
    this.awaited = awaited;
  }

  private synchronized KvStore store() throws VaultFailed {
    if (connected.isEmpty()) {
      VaultStore settings = mesh.store().orElseThrow();
      connected = Optional.of(KvStore.connect(settings, around));
    }
    return connected.get();
  }

  /** A key that a run before this one has put into the store, with its certificate. */
  record Kept(StoredFacts at, SignedIntermediate signed) {}

  /**
   * What an earlier run left that did not come to write the tree.
   *
   * @param generation that the run would issue
   * @param root to which its certificate has to lead, in PEM; any, while it does not exist yet
   */
  Optional<Kept> left(SecretPlan secret, int generation, Optional<String> root, Instant now) {
    if (bundles) {
      return Optional.empty();
    }
    StorePlace place = secret.store().orElseThrow();
    try {
      for (KeptSecret kept : store().below(place.folder())) {
        boolean wanted =
            kept.fact(StoredDescription.INPUTS).equals(Optional.of(secret.inputs()))
                && kept.fact(StoredDescription.GENERATION)
                    .equals(Optional.of(String.valueOf(generation)));
        Optional<SignedIntermediate> signed =
            wanted ? signed(secret, kept, generation, root, now) : Optional.empty();
        if (signed.isPresent()) {
          lists.take(secret.owner(), kept.fact(StoredDescription.LIST));
          note(found, kept.path());
          return Optional.of(new Kept(new StoredFacts(place.mount(), kept.path()), signed.get()));
        }
      }
      return Optional.empty();
    } catch (VaultFailed e) {
      throw new CannotKeepException(e);
    }
  }

  /** A key that a run before this one has put into the store, with the request that it signed. */
  record Requested(StoredFacts at, String pem, RequestFacts facts) {}

  /**
   * What an earlier run left that did not come to write the tree, and has asked for a certificate.
   *
   * @param generation that the run would ask for
   */
  Optional<Requested> leftRequest(SecretPlan secret, int generation) {
    if (bundles) {
      return Optional.empty();
    }
    StorePlace place = secret.store().orElseThrow();
    try {
      for (KeptSecret kept : store().below(place.folder())) {
        Optional<RequestFacts> facts = requested(secret, kept, generation);
        if (facts.isPresent()) {
          note(found, kept.path());
          return Optional.of(
              new Requested(
                  new StoredFacts(place.mount(), kept.path()),
                  kept.fact(StoredDescription.REQUEST).orElseThrow(),
                  facts.get()));
        }
      }
      return Optional.empty();
    } catch (VaultFailed e) {
      throw new CannotKeepException(e);
    }
  }

  private static Optional<RequestFacts> requested(
      SecretPlan secret, KeptSecret kept, int generation) {
    boolean wanted =
        kept.fact(StoredDescription.INPUTS).equals(Optional.of(secret.inputs()))
            && kept.fact(StoredDescription.GENERATION)
                .equals(Optional.of(String.valueOf(generation)));
    try {
      return wanted && kept.fact(StoredDescription.REQUEST).isPresent()
          ? Optional.of(RequestFacts.of(kept.fact(StoredDescription.REQUEST).get()))
              .filter(facts -> kept.path().endsWith("/" + id(facts.publicKeySha256())))
          : Optional.empty();
    } catch (PkiException e) {
      // Metadata that somebody changed says nothing about the key.
      return Optional.empty();
    }
  }

  private Optional<SignedIntermediate> signed(
      SecretPlan secret, KeptSecret kept, int generation, Optional<String> root, Instant now) {
    Optional<String> certificates = kept.fact(StoredDescription.CERTIFICATES);
    Optional<String> publicKey = kept.fact(StoredDescription.PUBLIC_KEY);
    if (certificates.isEmpty()
        || publicKey.isEmpty()
        || !kept.path().endsWith("/" + id(publicKey.get()))) {
      return Optional.empty();
    }
    try {
      CertificateBag bag = new CertificateBag();
      bag.add(kept.path(), certificates.get().getBytes(StandardCharsets.UTF_8));
      AskedIntermediate asked =
          new AskedIntermediate(
              publicKey.get(), CacertsSecret.request(mesh, secret.owner(), generation));
      return new AnswerVerifier(now, root)
          .verify(asked, names.of(secret.owner()), bag, new ArrayList<>())
          .map(AnswerVerifier.Verified::signed);
    } catch (PkiException e) {
      // Metadata that somebody changed says nothing about the key.
      return Optional.empty();
    }
  }

  private static String id(String publicKey) {
    return publicKey.substring(0, Math.min(ID_LENGTH, publicKey.length()));
  }

  /** Puts what is secret of a manifest into the store, at its own path. */
  StoredFacts put(
      SecretPlan secret,
      SecretManifest manifest,
      Optional<LockedCertificate> certificate,
      Optional<CredentialFacts> credential) {
    StoredDescription described = new StoredDescription(mesh, secret, secret.inputs());
    certificate.ifPresent(
        each -> {
          described.certified(each, certificates(manifest));
          lists.of(secret.owner()).ifPresent(described::listing);
        });
    credential.ifPresent(described::reaching);
    String identity = certificate.map(LockedCertificate::publicKey).orElseGet(this::fresh);
    return put(secret, manifest, identity, described);
  }

  /**
   * The same of a key that waits for its certificate.
   *
   * @param request for it, in PEM: it says all that is public of the key
   */
  StoredFacts putRequested(
      SecretPlan secret, SecretManifest manifest, LockedRequest facts, String request) {
    StoredDescription described =
        new StoredDescription(mesh, secret, secret.inputs()).requested(facts, request);
    return put(secret, manifest, facts.publicKey(), described);
  }

  private StoredFacts put(
      SecretPlan secret, SecretManifest manifest, String identity, StoredDescription described) {
    StorePlace place = secret.store().orElseThrow();
    StoredFacts at = new StoredFacts(place.mount(), place.folder() + "/" + id(identity));
    Map<String, SecretBytes> secrets = StoredFile.secrets(manifest);
    if (bundles) {
      bundle.add(secret, at, secrets);
    } else {
      try {
        store().put(at, identity, described.facts(), secrets);
      } catch (VaultFailed e) {
        throw new CannotKeepException(e);
      }
    }
    note(written, at.path());
    return at;
  }

  private void note(List<String> done, String path) {
    done.add(path);
    awaited.reached(written.size() + found.size());
  }

  private String fresh() {
    byte[] id = new byte[ID_LENGTH / 2];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static String certificates(SecretManifest manifest) {
    return text(manifest, CaCerts.CERT_CHAIN) + text(manifest, CaCerts.ROOT_CERT);
  }

  private static String text(SecretManifest manifest, String name) {
    return manifest.text("stringData", name).orElse("");
  }

  /** What is in the store now that was not, for people. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    String mount = mesh.store().map(VaultStore::mount).orElse("");
    note(notes, bundles ? "sealed, to be imported: " : "wrote ", mount, written);
    note(notes, "found in Vault, from an interrupted run: ", mount, found);
    return notes;
  }

  private static void note(List<String> notes, String verb, String mount, List<String> paths) {
    if (paths.size() > MOST_NAMED) {
      notes.add(verb + paths.size() + " secrets at " + mount);
    } else {
      paths.stream().sorted().forEach(path -> notes.add(verb + mount + "/" + path));
    }
  }

  /** All files of a run, with those that wait for their import. */
  List<Sealed> settle(List<Sealed> all) {
    return bundle.settle(all);
  }

  @Override
  public synchronized void close() {
    connected.ifPresent(KvStore::close);
  }
}
