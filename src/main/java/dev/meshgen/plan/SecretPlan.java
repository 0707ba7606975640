package dev.meshgen.plan;

import dev.meshgen.model.Located;
import dev.meshgen.model.SealScope;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sealed file of the tree.
 *
 * @param kind what it is, and so who issues it
 * @param owner the cluster it belongs to; the mesh for the root
 * @param path within the tree
 * @param recipients sorted
 * @param inputs SHA-256, in hex, of what shapes its content
 * @param store where its secret part is kept, if the file holds the public part alone
 * @param controller for which it is sealed, if SOPS does not seal it
 */
public record SecretPlan(
    Kind kind,
    String owner,
    String path,
    List<Recipient> recipients,
    String inputs,
    Optional<StorePlace> store,
    Optional<Controller> controller) {

  /** The name of the Secret that istiod signs with, and of its file. */
  public static final String CACERTS = "cacerts";

  /** Who issues a secret. */
  public enum Kind {
    /** The root's key, minted with the first render. */
    ROOT,
    /** The key of an authority below a root that is kept elsewhere; imported. */
    ISSUER,
    /** The key of a root that is to take the place of another. */
    NEXT_ROOT,
    /** The key of an authority below that root; imported. */
    NEXT_ISSUER,
    /** The {@code cacerts} of a cluster, issued by {@code render} with the root's key. */
    CACERTS,
    /** The key of a cluster's next {@code cacerts}, which lack their certificate. */
    REQUEST,
    /** What other clusters read this one with; its token comes from the cluster itself. */
    REMOTE,
    /**
     * The credential with which an external istiod reads its configuration; it comes from the
     * config cluster.
     */
    KUBECONFIG,
    /** What another file says that Vault keeps, sealed until it has been imported there. */
    BUNDLED
  }

  /**
   * Where secrets are kept, each at its own path.
   *
   * @param mount of the KV engine
   * @param folder in it, without a trailing slash
   */
  public record StorePlace(String mount, String folder) {}

  /**
   * What opens a secret in a cluster.
   *
   * @param cluster in which it runs
   * @param certificate file with its certificate, relative to the current folder
   * @param scope in which it opens what is sealed for it
   */
  public record Controller(String cluster, Located<Path> certificate, SealScope scope) {}

  public SecretPlan {
    recipients = List.copyOf(recipients);
  }

  /** One that SOPS seals in the tree. */
  SecretPlan(Kind kind, String owner, String path, List<Recipient> recipients, String inputs) {
    this(kind, owner, path, recipients, inputs, Optional.empty(), Optional.empty());
  }

  /** Whether its secret part is kept outside of the tree. */
  public boolean isStored() {
    return store.isPresent();
  }

  /** Whether a controller in a cluster opens it, and no one else. */
  public boolean isForController() {
    return controller.isPresent();
  }

  /** Whether SOPS seals it. */
  public boolean isSealedBySops() {
    return store.isEmpty() && controller.isEmpty();
  }

  /** Whether it is a key that signs for clusters, and so the mesh's and not a cluster's. */
  public boolean isSigner() {
    return kind == Kind.ROOT || kind == Kind.ISSUER || isNext();
  }

  /** Whether it is a key of the root that is to take the place of another, or one below it. */
  public boolean isNext() {
    return kind == Kind.NEXT_ROOT || kind == Kind.NEXT_ISSUER;
  }

  /** The same secret, sealed until it has been imported into the store. */
  SecretPlan bundled(List<Recipient> readers) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return new SecretPlan(
        Kind.BUNDLED,
        owner,
        Layout.cluster(owner).bundled(name),
        readers,
        Digest.of(new TreeMap<>(Map.of("bundled", name))));
  }

  /** The same file, which holds what is kept at this place. */
  public SecretPlan holding(String mount, String inMount) {
    return new SecretPlan(kind, owner, path, recipients, placed(mount, inMount), store, controller);
  }

  /** By which the lock of a bundled secret says where it is to be kept. */
  public static String placed(String mount, String path) {
    return Digest.of(new TreeMap<>(Map.of("mount", mount, "path", path)));
  }

  /** The same key below the next root, or of it. */
  SecretPlan next() {
    boolean root = kind == Kind.ROOT;
    return new SecretPlan(
        root ? Kind.NEXT_ROOT : Kind.NEXT_ISSUER,
        owner,
        root ? Layout.NEXT_ROOT_KEY : Layout.NEXT_ISSUING_KEY,
        recipients,
        inputs);
  }

  /** Whether a person adds it, instead of render issuing it. */
  public boolean isCredential() {
    return kind == Kind.REMOTE || kind == Kind.KUBECONFIG;
  }

  /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
