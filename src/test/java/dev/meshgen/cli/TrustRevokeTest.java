package dev.meshgen.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who accepts whose workloads once an intermediate was revoked, as the JDK's verifier says, which
 * wants a list of every authority of a chain.
 */
class TrustRevokeTest {
  private static final String SEALED = ImportedMesh.SEALED;

  @TempDir Path folder;

  private Workspace workspace;

  private void render() {
    TestMesh mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");
    mesh.render();
  }

  private Map<String, String> cacerts(String cluster) throws Exception {
    return Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(SEALED.formatted(cluster));
  }

  private static List<X509Certificate> certificates(String pem) throws Exception {
    List<X509Certificate> found = new ArrayList<>();
    for (var each : factory().generateCertificates(stream(pem))) {
      found.add((X509Certificate) each);
    }
    return found;
  }

  private static CertificateFactory factory() throws Exception {
    return CertificateFactory.getInstance("X.509");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(US_ASCII));
  }

  /** A workload of the cluster that has these cacerts. */
  private static ForeignCa workload(Map<String, String> cacerts) throws Exception {
    X509Certificate signer = certificates(cacerts.get("ca-cert.pem")).get(0);
    String key = cacerts.get("ca-key.pem").replaceAll("-----[A-Z ]+-----|\n", "");
    KeyPair pair =
        new KeyPair(
            signer.getPublicKey(),
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
    String subject = reversed(signer.getSubjectX500Principal().getName());
    ForeignCa issuer = ForeignCa.of(subject, pair, Workspace.NOW).selfSigned();
    return ForeignCa.of("CN=workload", ForeignCa.ec("secp256r1"), Workspace.NOW)
        .leaf()
        .issuedBy(issuer);
  }

  private static String reversed(String name) {
    List<String> parts = new ArrayList<>(List.of(name.split(",")));
    Collections.reverse(parts);
    return String.join(",", parts);
  }

  /** Whether a cluster with these cacerts accepts a workload that shows this chain. */
  private static boolean accepts(
      Map<String, String> cacerts, ForeignCa workload, Map<String, String> shown, Instant at)
      throws Exception {
    List<X509Certificate> chain = new ArrayList<>(certificates(workload.pem()));
    chain.addAll(certificates(shown.get("cert-chain.pem")));
    X509Certificate root = certificates(cacerts.get("root-cert.pem")).get(0);
    chain.remove(root);
    List<X509CRL> lists = new ArrayList<>();
    for (var each : factory().generateCRLs(stream(cacerts.getOrDefault("ca-crl.pem", "")))) {
      lists.add((X509CRL) each);
    }
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(!lists.isEmpty());
    parameters.setDate(Date.from(at));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    CertPath path = factory().generateCertPath(chain);
    try {
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (CertPathValidatorException e) {
      return false;
    }
  }

  @Test
  void noClusterAcceptsWhatTheOldOneSigned() throws Exception {
    render();
    Map<String, String> leaked = cacerts("east");
    Map<String, String> west = cacerts("west");
    ForeignCa intruder = workload(leaked);
    assertThat(accepts(west, intruder, leaked, Workspace.NOW)).isTrue();

    Run run = workspace.run("trust", "revoke", "east");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("issued cacerts for east", "revoked the intermediate of east", "restart");
    Map<String, String> east = cacerts("east");
    assertThat(cacerts("west").get("ca-crl.pem")).isEqualTo(east.get("ca-crl.pem"));
    for (String cluster : List.of("east", "west")) {
      for (Instant at : List.of(Workspace.NOW, Workspace.NOW.plus(Duration.ofDays(300)))) {
        Map<String, String> now = cacerts(cluster);
        assertThat(accepts(now, intruder, leaked, at)).isFalse();
        assertThat(accepts(now, workload(west), west, at)).isTrue();
        assertThat(accepts(now, workload(east), east, at)).isTrue();
      }
    }
    assertThat(cacerts("west").get("ca-cert.pem")).isEqualTo(west.get("ca-cert.pem"));
    assertThat(workspace.read(SEALED.formatted("west")))
        .contains("    ca-crl.pem: |\n        -----BEGIN X509 CRL-----\n");
    assertThat(workspace.read("rendered/trust/meshgen.lock"))
        .contains("revoked:\n", "    cluster: \"east\"\n");
    assertThat(workspace.read("rendered/clusters/west/values/istiod.yaml"))
        .contains("              - key: ca-crl.pem\n                path: ca-crl.pem\n");
    assertIsKept();
  }

  private void assertIsKept() {
    SortedMap<String, String> tree = workspace.tree("rendered");
    for (String key : List.of("keys/all.agekey", "")) {
      if (key.isEmpty()) {
        workspace.holdingNothing();
      }
      for (String flag : List.of("--check", "--frozen", "--verify")) {
        Run again = workspace.run("render", flag);
        assertThat(again.code()).as(flag + "\n" + again.err()).isZero();
      }
    }
    workspace.holding("keys/all.agekey");
    assertThat(workspace.tree("rendered")).isEqualTo(tree);
  }

  @Test
  void laterIntermediatesHaveAListEverywhere() throws Exception {
    render();
    assertThat(workspace.run("trust", "revoke", "east").code()).isZero();
    Map<String, String> before = cacerts("west");
    workspace.at(Workspace.NOW.plus(Duration.ofDays(100))).holding(TestMesh.ROOT_KEY);
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));

    assertThat(workspace.run("render").code()).isZero();
    Run run = workspace.run("rotate", "west");

    assertThat(run.code()).as(run.err()).isZero();
    Instant at = Workspace.NOW.plus(Duration.ofDays(100));
    for (String cluster : List.of("east", "west", "south")) {
      for (String other : List.of("east", "west", "south")) {
        Map<String, String> shown = cacerts(other);
        assertThat(accepts(cacerts(cluster), workload(shown), shown, at)).isTrue();
      }
      assertThat(accepts(cacerts(cluster), workload(before), before, at)).isTrue();
    }
  }

  @Test
  void aSecondOneNeedsTheRootAlone() throws Exception {
    render();
    Map<String, String> first = cacerts("east");
    assertThat(workspace.run("trust", "revoke", "east").code()).isZero();
    Map<String, String> second = cacerts("west");
    workspace.at(Workspace.NOW.plusSeconds(60)).holding(TestMesh.ROOT_KEY);

    Run run = workspace.run("trust", "revoke", "west");

    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String> now = cacerts("east");
    Instant at = Workspace.NOW.plusSeconds(60);
    assertThat(accepts(now, workload(first), first, at)).isFalse();
    assertThat(accepts(now, workload(second), second, at)).isFalse();
    assertThat(accepts(now, workload(now), now, at)).isTrue();
  }

  @Test
  void writesNothingIfAListWouldBeMissing() {
    render();
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holding(TestMesh.ROOT_KEY);

    Run run = workspace.run("trust", "revoke", "east");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("error[MG1006]", "its revocation list needs its key");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void whatMaySignNoListsIsRefused() {
    ForeignCa root = ImportedMesh.root();
    ImportedMesh mesh = ImportedMesh.below(folder, root);
    workspace = mesh.workspace();
    workspace.write("root.pem", root.pem());
    workspace.write("root-key.pem", root.pkcs8());
    mesh.imports("--certificate", "root.pem", "--key", "root-key.pem");
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = workspace.run("trust", "revoke", "east");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1090]", "cRLSign", "rotate the root");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void nobodyTakesOutWhatWasRevoked() throws Exception {
    render();
    String sealed = SEALED.formatted("west");
    String before = workspace.read(sealed);
    assertThat(workspace.run("trust", "revoke", "east").code()).isZero();
    String old = Sha256.hex(workspace.bytes(sealed));

    workspace.write(sealed, before);
    workspace.replace(
        ImportedMesh.LOCK.formatted("west"), old, Sha256.hex(workspace.bytes(sealed)));

    Run run = workspace.run("render", "--check");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("error[MG1091]", "does not revoke the former intermediate of \"east\"");
  }

  @Test
  void importedListsStayAsTheyAreAndSayWhenTheyEnd() throws Exception {
    ImportedMesh mesh = ImportedMesh.in(folder);
    workspace = mesh.workspace();
    ForeignCa root =
        ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .signingLists()
            .selfSigned();
    for (String cluster : List.of("east", "west")) {
      ForeignCa signer =
          ForeignCa.of("CN=" + cluster, ForeignCa.ec("secp256r1"), Workspace.NOW)
              .signingLists()
              .issuedBy(root);
      Map<String, String> files = ImportedMesh.cacerts(signer, root);
      files.put(
          "ca-crl.pem",
          root.revoking(Workspace.NOW, 30, "1f") + signer.revoking(Workspace.NOW, 60));
      mesh.write(cluster, files);
      mesh.imports(cluster, "--cacerts", "certs/" + cluster);
      assertThat(mesh.sealed(cluster)).isEqualTo(files);
    }
    assertThat(workspace.run("render", "--check").err()).doesNotContain("MG109");

    Run run =
        workspace.at(Workspace.NOW.plus(Duration.ofDays(20))).run("render", "--check", "--strict");

    assertThat(run.err())
        .contains("warning[MG1092]", "the revocation list of \"CN=root\" expires on 2026-02-14");
  }
}
