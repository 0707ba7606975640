package dev.meshgen.cli;

import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;

/** The mesh of {@link TestMesh} whose certificates somebody signs at another time. */
final class CsrMesh {
  static final String REQUEST = "rendered/clusters/%s/request/cacerts.csr.pem";
  static final String KEY = "rendered/clusters/%s/request/cacerts.sops.yaml";
  static final String CACERTS = "rendered/clusters/%s/trust/cacerts.sops.yaml";
  static final String LOCK = "rendered/clusters/%s/meshgen.lock";

  private final TestMesh mesh;
  private final Workspace workspace;

  private CsrMesh(TestMesh mesh) {
    this.mesh = mesh;
    workspace = mesh.workspace();
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {csr: {}}}\n  delivery:\n");
  }

  /** Its spec; nothing is rendered. */
  static CsrMesh in(Path folder) {
    return new CsrMesh(TestMesh.in(folder));
  }

  /** A mesh whose certificates came from somewhere else so far; nothing is rendered. */
  static CsrMesh of(TestMesh mesh) {
    return new CsrMesh(mesh);
  }

  /** With the requests of both clusters, and without anything to open their keys. */
  static CsrMesh requested(Path folder) {
    CsrMesh mesh = in(folder);
    mesh.succeeds("trust", "csr");
    return mesh;
  }

  /** The same, where a root has answered both. */
  static CsrMesh answered(Path folder, ForeignCa root) {
    CsrMesh mesh = requested(folder);
    mesh.write("east.pem", mesh.answer("east").issuedBy(root).pem());
    mesh.write("west.pem", mesh.answer("west").issuedBy(root).pem());
    mesh.write("root.pem", root.pem());
    mesh.succeeds("trust", "import", "east.pem", "west.pem", "root.pem");
    return mesh;
  }

  Workspace workspace() {
    return workspace;
  }

  TestMesh mesh() {
    return mesh;
  }

  static ForeignCa root() {
    return ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
  }

  static ForeignCa issuing(ForeignCa root) {
    return ForeignCa.of("O=Company,CN=Issuing", ForeignCa.ec("secp256r1"), Workspace.NOW)
        .pathLength(1)
        .issuedBy(root);
  }

  /** What the open request of a cluster asks for. */
  ForeignCa.Profile answer(String cluster) {
    return answerTo(request(cluster));
  }

  /** What a request asks for. */
  static ForeignCa.Profile answerTo(String request) {
    return ForeignCa.answering(request, Workspace.NOW)
        .pathLength(0)
        .named("spiffe://retail.example")
        .valid(
            Workspace.NOW.minus(Duration.ofMinutes(5)), Workspace.NOW.plus(Duration.ofDays(365)));
  }

  String request(String cluster) {
    return workspace.read(REQUEST.formatted(cluster));
  }

  void write(String file, String text) {
    workspace.write(file, text);
  }

  Workspace.Run run(String... arguments) {
    return workspace.run(arguments);
  }

  Workspace.Run succeeds(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    if (run.code() != ExitCode.OK) {
      throw new AssertionError("it failed with " + run.code() + ":\n" + run.err());
    }
    return run;
  }
}
