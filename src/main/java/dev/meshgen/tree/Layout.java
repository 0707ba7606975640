package dev.meshgen.tree;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where everything in a tree lies: no other class spells one of its paths, or reads one back.
 *
 * <p>Paths are relative to the output folder. Those of folders have no slash at the end.
 */
public final class Layout {
  static final String LOCK = "meshgen.lock";
  static final String SEALED = ".sops.yaml";
  static final String STORED = ".vault.yaml";
  static final String FETCHED = ".externalsecret.yaml";
  static final String FOR_CONTROLLER = ".sealed.yaml";
  static final String REQUEST = ".csr.pem";
  static final String LIST = ".crl.pem";
  private static final String TRUST = "trust";
  private static final String GROUPS = "_";

  /** No group has a name that begins like this. */
  private static final String READER = "_for_";

  /** How long the name of a folder in {@link #DISCOVERY} may be before it is shortened. */
  private static final int LONGEST = 120;

  /** The output folder where none is named. */
  public static final String FOLDER = "rendered";

  /** What the tree is, for people. */
  public static final String README = "README.md";

  /** What writes to Vault what is sealed in the tree until then. */
  public static final String VAULT_IMPORT = "vault-import.sh";

  /** How Git treats its files. */
  public static final String GIT_ATTRIBUTES = ".gitattributes";

  /** Who opens what, for sops. */
  public static final String SOPS_RULES = ".sops.yaml";

  /** The sealed key of the root. */
  public static final String ROOT_KEY = TRUST + "/root-ca" + SEALED;

  /** The sealed key of an authority below the root, with the path from it to there. */
  public static final String ISSUING_KEY = TRUST + "/issuing-ca" + SEALED;

  /** The sealed key of the root that takes the place of another. */
  public static final String NEXT_ROOT_KEY = TRUST + "/next-root-ca" + SEALED;

  /** The sealed key of an authority below that root. */
  public static final String NEXT_ISSUING_KEY = TRUST + "/next-issuing-ca" + SEALED;

  /** The lock of the root. */
  public static final String ROOT_LOCK = TRUST + "/" + LOCK;

  /** The root's certificate, for everybody to read; while it is replaced, that of both. */
  public static final String ROOT_CERTIFICATE = TRUST + "/root-cert.pem";

  /** Somebody's signature over all locks; no render writes it. */
  public static final String LOCK_SIGNATURE = TRUST + "/locks.sig";

  /** The folder of what clusters discover each other with. */
  public static final String DISCOVERY = "discovery";

  /** The folder of the folders of clusters. */
  public static final String CLUSTERS = "clusters";

  /** What Kustomize builds a folder from. */
  public static final String KUSTOMIZATION = "kustomization.yaml";

  /** What ksops opens the sealed files of a folder with. */
  public static final String GENERATOR = "generator.yaml";

  private Layout() {}

  /** Where the files of a cluster lie that no engine owns. */
  public static ClusterLayout cluster(String name) {
    return new ClusterLayout(name);
  }

  /** A file or folder in a folder. */
  public static String in(String folder, String name) {
    return folder + "/" + name;
  }

  /** Whether a file is the key of a root that takes the place of another, or of one below it. */
  public static boolean isNextKey(String path) {
    return path.equals(NEXT_ROOT_KEY) || path.equals(NEXT_ISSUING_KEY);
  }

  /** The folder of what an engine reads, by the engine's name in the spec. */
  public static String engine(String name) {
    return name;
  }

  /** The folder of a path; empty at the top. */
  public static String folderOf(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  /** The last part of a path. */
  public static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The folder of the credentials of clusters that are in exactly these groups. Names of groups
   * have no underscore, so that no two sets of them share a folder.
   *
   * @param digest of the groups, for a name that would be too long for a segment of a path
   */
  public static String discovery(Set<String> groups, Supplier<String> digest) {
    if (groups.isEmpty()) {
      return DISCOVERY;
    }
    String name = String.join(GROUPS, groups);
    return in(
        DISCOVERY,
        name.length() > LONGEST
            ? groups.iterator().next() + GROUPS + digest.get().substring(0, 16) + GROUPS
            : name);
  }

  /** A sealed file in a folder. */
  public static String sealed(String folder, String name) {
    return in(folder, name + SEALED);
  }

  /** What fetches a secret that is kept elsewhere, with what is public of it. */
  public static String stored(String folder, String name) {
    return in(folder, name + STORED);
  }

  /** A file that is sealed for the controller of a cluster. */
  public static String forController(String folder, String name) {
    return in(folder, name + FOR_CONTROLLER);
  }

  /** Whether a file is sealed for the controller of a cluster. */
  public static boolean isForController(String path) {
    return path.endsWith(FOR_CONTROLLER);
  }

  /** The folder of credentials that one cluster alone can open. */
  public static String readBy(String cluster) {
    return in(DISCOVERY, READER + cluster);
  }

  /** The cluster that alone can open what lies in the folder of a file. */
  public static Optional<String> readerOf(String path) {
    String folder = nameOf(folderOf(path));
    return isDiscovery(path) && folder.startsWith(READER)
        ? Optional.of(folder.substring(READER.length()))
        : Optional.empty();
  }

  /** Whether a file fetches a secret that is kept elsewhere. */
  public static boolean isStored(String path) {
    return path.endsWith(STORED);
  }

  /** Whether a file waits to be imported into Vault. */
  public static boolean isBundled(String path) {
    return clusterOf(path)
        .filter(cluster -> folderOf(path).equals(cluster(cluster).bundle()))
        .isPresent();
  }

  /** What fetches a credential that its cluster pushes to a store. */
  public static String fetched(String folder, String cluster) {
    return in(folder, cluster + FETCHED);
  }

  /** Whether a file lies where credentials do. */
  public static boolean isDiscovery(String path) {
    return path.startsWith(DISCOVERY + "/");
  }

  /** The cluster that a file is the credential of. */
  public static Optional<String> credentialOf(String path) {
    String name = nameOf(path);
    for (String ending : List.of(SEALED, STORED, FOR_CONTROLLER, FETCHED)) {
      if (isDiscovery(path) && name.endsWith(ending)) {
        return Optional.of(name.substring(0, name.length() - ending.length()));
      }
    }
    return Optional.empty();
  }

  /** Where the sealed files of a folder are listed again, for an engine that takes them so. */
  public static String listed(String folder) {
    // No group has such a name.
    return in(folder, "_listed");
  }

  /** The groups that the folder of a credential is named after; of many the first and a digest. */
  public static List<String> groupsOf(String path) {
    String folder = folderOf(path);
    return folder.equals(DISCOVERY) || nameOf(folder).startsWith(READER)
        ? List.of()
        : List.of(folder.substring(DISCOVERY.length() + 1).split(GROUPS));
  }

  /** The cluster whose lock a file is. */
  public static Optional<String> lockOf(String path) {
    return clusterOf(path).filter(cluster -> path.equals(cluster(cluster).lock()));
  }

  /** The cluster in whose folder a file lies, if no engine owns it. */
  public static Optional<String> clusterOf(String path) {
    int start = CLUSTERS.length() + 1;
    int end = path.indexOf('/', start);
    return path.startsWith(CLUSTERS + "/") && end > 0
        ? Optional.of(path.substring(start, end))
        : Optional.empty();
  }

  /** What losing the file that lies at a path would mean. */
  public static Role role(String path) {
    String name = nameOf(path);
    if (isForController(name) || name.endsWith(SEALED) && name.length() > SEALED.length()) {
      return Role.SEALED;
    }
    return isLock(path)
            || path.equals(ROOT_CERTIFICATE)
            || name.endsWith(REQUEST)
            || name.endsWith(LIST)
            || isStored(name)
        ? Role.LOCK
        : Role.PLAIN;
  }

  /** Whether a file is a lock, of the root or of a cluster. */
  public static boolean isLock(String path) {
    return path.endsWith("/" + LOCK);
  }
}
