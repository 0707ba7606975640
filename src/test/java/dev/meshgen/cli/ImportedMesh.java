package dev.meshgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mesh of {@link TestMesh} whose certificates are made elsewhere, in {@code certs/} as Istio's
 * own Makefile lays them out.
 */
final class ImportedMesh {
  static final String SEALED = "rendered/clusters/%s/trust/cacerts.sops.yaml";
  static final String LOCK = "rendered/clusters/%s/meshgen.lock";

  private final TestMesh mesh;
  private final Workspace workspace;

  private ImportedMesh(Path folder) {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {files: {}}}\n  delivery:\n");
  }

  /** Its spec; nothing is imported or rendered. */
  static ImportedMesh in(Path folder) {
    return new ImportedMesh(folder);
  }

  /** With the cacerts of both clusters imported, below this root. */
  static ImportedMesh below(Path folder, ForeignCa root) {
    ImportedMesh mesh = new ImportedMesh(folder);
    for (String cluster : new String[] {"east", "west"}) {
      mesh.write(cluster, cacerts(signer(cluster, ForeignCa.ec("secp256r1"), root), root));
    }
    mesh.imports("--cacerts", "certs");
    return mesh;
  }

  Workspace workspace() {
    return workspace;
  }

  TestMesh mesh() {
    return mesh;
  }

  static ForeignCa root() {
    return root(ForeignCa.ec("secp384r1"));
  }

  static ForeignCa root(KeyPair keys) {
    return ForeignCa.of("O=Istio,CN=Root CA", keys, Workspace.NOW).selfSigned();
  }

  /** With the subject and the serial number that several tools give each. */
  static ForeignCa signer(String cluster, KeyPair keys, ForeignCa root) {
    return ForeignCa.of("O=Istio,CN=Intermediate CA,L=" + cluster, keys, Workspace.NOW)
        .pathLength(0)
        .issuedBy(root);
  }

  static Map<String, String> cacerts(ForeignCa signer, ForeignCa root) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("ca-cert.pem", signer.pem());
    files.put("ca-key.pem", signer.pkcs8());
    files.put("cert-chain.pem", signer.pem() + root.pem());
    files.put("root-cert.pem", root.pem());
    return files;
  }

  /** Writes the files of a cluster into its folder. */
  void write(String cluster, Map<String, String> files) {
    files.forEach((name, text) -> workspace.write("certs/" + cluster + "/" + name, text));
  }

  /** The Secret as kubectl prints it. */
  static String secret(Map<String, String> files, String type) {
    StringBuilder yaml = new StringBuilder("apiVersion: v1\ndata:\n");
    files.forEach(
        (name, text) ->
            yaml.append("  ").append(name).append(": ").append(base64(text)).append('\n'));
    return yaml.append("kind: Secret\nmetadata:\n  name: cacerts\n  namespace: istio-system\n")
        .append("  resourceVersion: \"1234\"\ntype: ")
        .append(type)
        .append('\n')
        .toString();
  }

  static String json(Map<String, String> files) {
    StringBuilder json = new StringBuilder("{\"apiVersion\": \"v1\", \"data\": {");
    String comma = "";
    for (Map.Entry<String, String> file : files.entrySet()) {
      json.append(comma)
          .append('"')
          .append(file.getKey())
          .append("\": \"")
          .append(base64(file.getValue()))
          .append('"');
      comma = ", ";
    }
    return json.append("}, \"kind\": \"Secret\", \"type\": \"Opaque\"}\n").toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  Workspace.Run imports(String... more) {
    Workspace.Run run = run(more);
    if (run.code() != ExitCode.OK) {
      throw new AssertionError("the import failed with " + run.code() + ":\n" + run.err());
    }
    return run;
  }

  Workspace.Run run(String... more) {
    return workspace.run(command(more));
  }

  static String[] command(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "trust";
    arguments[1] = "import";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return arguments;
  }

  /** What is sealed for a cluster. */
  Map<String, String> sealed(String cluster) throws Exception {
    return Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(SEALED.formatted(cluster));
  }
}
