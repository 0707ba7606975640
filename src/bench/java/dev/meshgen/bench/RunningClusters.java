package dev.meshgen.bench;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.RootRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The cacerts of clusters that run: a folder each, below one root. Good for nothing else. */
final class RunningClusters {
  private RunningClusters() {}

  static void write(Path folder, int clusters) throws Exception {
    CertificateIssuer issuer = new CertificateIssuer(new SecureRandom(), Clock.systemUTC());
    Duration years = Duration.ofDays(3650);
    try (CertificateAuthority root =
        issuer.issueRoot(new RootRequest("retail", 1, KeyKind.ECDSA_P384, years))) {
      for (int i = 0; i < clusters; i++) {
        String name = SpecGenerator.name(i);
        try (CertificateAuthority intermediate =
            issuer.issueIntermediate(
                root,
                new IntermediateRequest(
                    "retail", name, 1, "retail.example", KeyKind.ECDSA_P256, years))) {
          write(folder.resolve(name), CaCerts.of(intermediate, root.certificatePem()).files());
        }
      }
    }
  }

  private static void write(Path folder, Map<String, SecretBytes> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, SecretBytes> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue().copy());
    }
  }
}
