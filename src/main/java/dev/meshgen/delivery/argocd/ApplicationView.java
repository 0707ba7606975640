package dev.meshgen.delivery.argocd;

import dev.meshgen.plan.WebhookDrift;
import java.util.List;
import java.util.Optional;

/**
 * A template's view: an Application.
 *
 * @param cascades whether what it deployed goes with it
 * @param turn for one among others of a cluster
 * @param folder its source, or a chart
 */
record ApplicationView(
    Name name,
    boolean cascades,
    Optional<Turn> turn,
    Destination destination,
    Optional<Folder> folder,
    Optional<Chart> chart,
    Sync sync) {

  /** What it is called, where, and what it belongs to. */
  record Name(String name, String namespace, String mesh, String cluster) {}

  /**
   * When it is compared again and when it is synced.
   *
   * @param paths of the repository, whose changes it is refreshed for
   */
  record Turn(String paths, String wave) {}

  /** Where it deploys to. */
  record Destination(String project, String cluster, String namespace) {}

  /** A folder of the tree as its source. */
  record Folder(Revision revision, String path, List<OperatedVersions.Version> versions) {}

  /** A chart as its source, with values from the tree. */
  record Chart(
      String repository,
      String chart,
      String version,
      String release,
      List<String> valueFiles,
      Revision values) {}

  /** A revision of the repository that the tree lies in. */
  record Revision(String repoURL, String revision) {}

  /** How it is synced. */
  record Sync(
      boolean prune, boolean allowEmpty, List<String> options, Optional<WebhookDrift> drift) {}
}
