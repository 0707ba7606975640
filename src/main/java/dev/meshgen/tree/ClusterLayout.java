package dev.meshgen.tree;

/**
 * Where the files of a cluster lie that no engine owns.
 *
 * @param cluster its name
 */
public record ClusterLayout(String cluster) {
  private static final String OVERRIDES = ".overrides";

  private static final String YAML = ".yaml";
  private static final String VALUES = "values";
  private static final String REQUEST = "request";
  private static final String CACERTS = "cacerts";

  /** The folder of what waits to be imported into Vault; no engine reads it. */
  private static final String BUNDLE = "bundle";

  /** The file with the Gateway that istiod deploys, in the layer of the east-west gateway. */
  public static final String GATEWAY = "gateway.yaml";

  /** How istiod deploys it, beside it. */
  public static final String PARAMETERS = "parameters.yaml";

  /** What an external istiod is reached through, in the layer of configuration. */
  public static final String EXTERNAL_ISTIOD = "external-istiod.yaml";

  /** The token of the account that a chart makes for readers, in the layer of access. */
  public static final String READER_TOKEN = "reader-token.yaml";

  /** That of an external istiod, in the layer of access. */
  public static final String ISTIOD_TOKEN = "istiod-token.yaml";

  /** The tree's own accounts for readers, and their tokens, in the layer of access. */
  public static final String READER = "reader.yaml";

  /** What those accounts may do, in the layer of access. */
  public static final String READER_ROLE = "reader-role.yaml";

  /** What pushes the token to a store, in the layer of its own. */
  public static final String PUSH_SECRET = "push-secret.yaml";

  /** Lets Vault ask for tokens of the readers, in the layer of access. */
  public static final String TOKEN_ISSUER = "token-issuer.yaml";

  /** Whom External Secrets logs in to Vault as, in the layer of tokens. */
  public static final String VAULT_ACCOUNT = "service-account.yaml";

  /** Everything below. */
  public String folder() {
    return Layout.in(Layout.CLUSTERS, cluster);
  }

  /** What is sealed for the cluster, and what runs in it. */
  public String lock() {
    return Layout.in(folder(), Layout.LOCK);
  }

  /** The folder of a layer's objects. */
  public String layer(String layer) {
    return Layout.in(folder(), layer);
  }

  /** A sealed file of a layer. */
  public String sealed(String layer, String name) {
    return Layout.sealed(layer(layer), name);
  }

  /** What fetches a secret of a layer that is kept elsewhere. */
  public String stored(String layer, String name) {
    return Layout.stored(layer(layer), name);
  }

  /** What of a layer is sealed for the controller of the cluster. */
  public String forController(String layer, String name) {
    return Layout.forController(layer(layer), name);
  }

  /** The same as {@link #requestKey}, sealed for the controller of the cluster. */
  public String requestKeyForController() {
    return Layout.forController(Layout.in(folder(), REQUEST), CACERTS);
  }

  /** The same as {@link #requestKey}, which says where the key is kept. */
  public String requestKeyStored() {
    return Layout.stored(Layout.in(folder(), REQUEST), CACERTS);
  }

  /** The sealed key of an intermediate whose certificate is yet to come; no engine reads it. */
  public String requestKey() {
    return Layout.sealed(Layout.in(folder(), REQUEST), CACERTS);
  }

  /** The request for that certificate, for the one who signs it. */
  public String request() {
    return Layout.in(Layout.in(folder(), REQUEST), CACERTS + Layout.REQUEST);
  }

  /** What the intermediate of the cluster has revoked: nothing, as it says itself. */
  public String ownList() {
    return Layout.in(folder(), CACERTS + Layout.LIST);
  }

  /** What is sealed until Vault keeps it. */
  public String bundled(String name) {
    return Layout.sealed(bundle(), name);
  }

  /** The folder of what is sealed until Vault keeps it. */
  String bundle() {
    return Layout.in(folder(), BUNDLE);
  }

  /** The name of the file that makes a tag lead to a revision, in the layer of configuration. */
  public static String revisionTag(String tag) {
    return "revision-tag-" + tag + ".yaml";
  }

  /** The folder of the values of its releases. */
  public String values() {
    return Layout.in(folder(), VALUES);
  }

  /** Our values of a release. */
  public String values(String release) {
    return Layout.in(values(), release + YAML);
  }

  /** The user's values of a release. */
  public String overrides(String release) {
    return Layout.in(values(), release + OVERRIDES + YAML);
  }

  /** Whether a file of values is the user's. */
  public static boolean isOverrides(String path) {
    return path.endsWith(OVERRIDES + YAML);
  }

  /** The release of a file of values, ours or the user's. */
  public static String releaseOf(String path) {
    String name = Layout.nameOf(path);
    String ending = isOverrides(name) ? OVERRIDES + YAML : YAML;
    return name.substring(0, name.length() - ending.length());
  }
}
