package dev.meshgen.live;

/** What Flux fetches: the repository of a mesh, and Istio's charts. */
public final class FluxSources {
  private static final int PORT = 5000;

  /** Where the charts are, for {@code istio.charts}. */
  public static final String CHARTS = "oci://" + Wan.HARNESS + ":" + PORT + "/charts";

  private final GitServer git;
  private String commit;

  private FluxSources(GitServer git) {
    this.git = git;
    this.commit = git.commit();
  }

  /** Serves them, with the tree as it is now. */
  public static FluxSources start(LiveMesh mesh) {
    ChartRegistry.start(PORT);
    return new FluxSources(GitServer.start(mesh.repository()));
  }

  /** Commits the tree as it is now; some clusters fetch it at once. */
  public void push(FluxControllers... to) {
    commit = git.commit();
    for (FluxControllers each : to) {
      each.fetch();
    }
  }

  String url() {
    return git.url();
  }

  /** The last commit. */
  String commit() {
    return commit;
  }
}
