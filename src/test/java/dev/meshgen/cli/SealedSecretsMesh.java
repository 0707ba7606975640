package dev.meshgen.cli;

import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SealedSecretsController;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A mesh whose clusters have a controller of Sealed Secrets each. */
public final class SealedSecretsMesh {
  static final Instant LATER = Workspace.NOW.plus(Duration.ofDays(365));

  /** The file of the `cacerts` of a cluster. */
  static final String CACERTS = "rendered/clusters/%s/trust/cacerts.sealed.yaml";

  private final TestMesh mesh;
  private final Workspace workspace;
  private final Map<String, SealedSecretsController> controllers = new TreeMap<>();

  private SealedSecretsMesh(Path folder, String scope) {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    workspace.holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml",
        "    sops:\n      age:\n        - " + mesh.clustersRecipient() + "\n",
        "    sealedSecrets: {scope: " + scope + "}\n    sops:\n");
    join("east");
    join("west");
  }

  /** Its spec; nothing is rendered. */
  static SealedSecretsMesh in(Path folder, String scope) {
    return new SealedSecretsMesh(folder, scope);
  }

  /** The same, rendered. */
  public static SealedSecretsMesh rendered(Path folder, String scope) {
    SealedSecretsMesh mesh = new SealedSecretsMesh(folder, scope);
    mesh.succeeds("render");
    return mesh;
  }

  private void join(String cluster) {
    SealedSecretsController controller = SealedSecretsController.until(LATER);
    controllers.put(cluster, controller);
    workspace.write("certificates/" + cluster + ".pem", controller.certificate());
    workspace.replace(
        "mesh.yaml",
        "https://" + cluster + ".example:6443\n",
        "https://"
            + cluster
            + ".example:6443\n  secrets: {sealedSecrets: {certificate: certificates/"
            + cluster
            + ".pem}}\n");
  }

  /** One more cluster. */
  SealedSecretsMesh with(String cluster) {
    workspace.append("mesh.yaml", TestMesh.cluster(cluster, "net-" + cluster));
    join(cluster);
    return this;
  }

  public Workspace workspace() {
    return workspace;
  }

  TestMesh mesh() {
    return mesh;
  }

  public SealedSecretsController controller(String cluster) {
    return controllers.get(cluster);
  }

  Workspace.Run run(String... arguments) {
    return workspace.run(arguments);
  }

  Workspace.Run succeeds(String... arguments) {
    return done(workspace.run(arguments));
  }

  /** Files the token of a cluster. */
  public Workspace.Run add(String cluster) {
    return done(
        workspace.runWith(
            AccountToken.ofAccount(AccountToken.OWN_ACCOUNT).secret(),
            "credential",
            "add",
            cluster,
            "--from-file",
            "-"));
  }

  private static Workspace.Run done(Workspace.Run run) {
    if (run.code() != ExitCode.OK) {
      throw new AssertionError("it failed with " + run.code() + ":\n" + run.err());
    }
    return run;
  }

  JsonNode cacerts(String cluster) {
    return ConsumerYaml.readOne(workspace.read(CACERTS.formatted(cluster)));
  }

  static String credential(String cluster, String reader) {
    return "rendered/discovery/_for_" + reader + "/" + cluster + ".sealed.yaml";
  }
}
