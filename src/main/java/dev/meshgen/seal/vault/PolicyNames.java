package dev.meshgen.seal.vault;

/**
 * Names of policies in a Vault that several meshes may share. Names of meshes and clusters may have
 * dashes, but no underscores, so that those tell the parts of a name apart; the names that came
 * before them, with dashes, stay where they can be those of nothing else: the first dash behind
 * {@code meshgen-} then ends the name of the mesh.
 */
public final class PolicyNames {
  private static final String PUBLISH = "publish";
  private static final String TOKENS = "-tokens";

  private final String mesh;

  /**
   * The names of one mesh.
   *
   * @param mesh its name
   */
  public PolicyNames(String mesh) {
    this.mesh = mesh;
  }

  /** Of who publishes keys. */
  public String publisher() {
    return isPlain() ? "meshgen-" + mesh + "-" + PUBLISH : own(PUBLISH);
  }

  /** Of meshgen itself, for something that it does. */
  public String own(String verb) {
    return "meshgen-" + mesh + "_" + verb;
  }

  /** Of a cluster, for the secrets that it fetches. */
  public String secrets(String cluster) {
    boolean other = cluster.equals(PUBLISH) || cluster.endsWith(TOKENS);
    return isPlain() && !other ? "meshgen-" + mesh + "-" + cluster : own(cluster + "_secrets");
  }

  /** Of a cluster, for the tokens that it asks for. */
  public String tokens(String cluster) {
    return isPlain() ? "meshgen-" + mesh + "-" + cluster + TOKENS : own(cluster + "_tokens");
  }

  private boolean isPlain() {
    return mesh.indexOf('-') < 0;
  }
}
