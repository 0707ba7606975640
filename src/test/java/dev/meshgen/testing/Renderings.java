package dev.meshgen.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.TestVault;
import dev.meshgen.cli.MeshgenRun;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.seal.sops.SopsDouble;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Renders each variant once for all tests: a test class is extended with it, and its tests take it
 * as their last parameter. Identities are made every time, and end with the run.
 */
public final class Renderings implements ParameterResolver, AutoCloseable {
  /** A recipient of an example, or the name of one in a variant. */
  private static final Pattern RECIPIENT = Pattern.compile("age1[0-9a-z]{58}|\\$\\{([a-z-]+)}");

  private static final String OUTPUT = "rendered";

  private static final String[] IMPORT = {
    "trust",
    "import",
    "--certificate=ca.pem",
    "--key=ca-key.pem",
    "--chain=root.pem",
    "-f",
    "mesh",
    "-o",
    OUTPUT
  };

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Rendering> rendered = new ConcurrentHashMap<>();
  private final Path temporary;

  public Renderings() {
    try {
      temporary = Files.createTempDirectory("meshgen-renderings");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
    return parameter.getParameter().getType() == Renderings.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
    return extension
        .getRoot()
        .getStore(Namespace.create(Renderings.class))
        .computeIfAbsent(Renderings.class);
  }

  /** The variant, rendered, its tokens filed, by the commands that a user runs. */
  public Rendering of(Variant variant) {
    return rendered.computeIfAbsent(variant.name(), name -> fresh(variant));
  }

  /** The variant, rendered for the caller alone, who may change it. */
  public Rendering fresh(Variant variant) {
    try (TestVault vault = TestVault.at(Instant::now)) {
      Path spec = Files.createTempDirectory(temporary, variant.name());
      Map<String, AgeIdentity> identities = writeSpec(variant, spec);
      String text = String.join("\n", variant.files().values());
      Map<String, String> server = new TreeMap<>();
      if (text.contains("vault:")) {
        vault.admin().rootMount("mesh-pki", "Company Root");
        vault.admin().kvMount("platform", 2);
        server.put("VAULT_ADDR", vault.admin().address());
        server.put("VAULT_TOKEN", vault.token());
      }
      if (text.contains("kms:")) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        server.put("PATH", SopsDouble.in(spec.resolve("bin"), now));
      }
      if (text.contains("files: {}")) {
        company(spec);
        run(spec, identities, server, "", IMPORT);
      }
      run(spec, identities, server, "", "render", "-f", "mesh", "-o", OUTPUT);
      if (text.contains("\n    vault:\n      mount:")) {
        run(spec, identities, server, "", "publish", "-f", "mesh", "-o", OUTPUT);
      }
      Mesh mesh = read(spec);
      Topology topology = Topology.of(mesh);
      Set<String> filed = new TreeSet<>();
      for (String cluster : new TreeSet<>(variant.discoverable())) {
        Cluster own = topology.find(cluster).orElseThrow();
        if (!topology.discovery().isReadable(own)) {
          continue;
        }
        filed.add(cluster);
        boolean config = topology.controlPlanes().isConfigCluster(own);
        String account = config ? "istiod" : AccountToken.account(mesh, own);
        String token =
            AccountToken.of(account, mesh.istioNamespace(), random, Clock.systemUTC()).secret();
        run(
            spec,
            identities,
            server,
            token,
            "credential",
            "add",
            cluster,
            "-f",
            "mesh",
            "-o",
            OUTPUT,
            "--from-file",
            "-");
      }
      Path folder = spec.resolve(OUTPUT);
      Variant known = new Variant(variant.name(), variant.files(), filed);
      return new Rendering(known, spec, folder, files(folder), mesh, identities);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An authority below a company's root, as it is handed over. */
  private static void company(Path spec) throws IOException {
    Instant now = Instant.now();
    ForeignCa root =
        ForeignCa.of("O=Company,CN=Company Root", ForeignCa.ec("secp384r1"), now).selfSigned();
    ForeignCa issuing =
        ForeignCa.of("O=Company,CN=Mesh CA", ForeignCa.ec("secp256r1"), now)
            .pathLength(1)
            .issuedBy(root);
    Files.writeString(spec.resolve("root.pem"), root.pem());
    Files.writeString(spec.resolve("ca.pem"), issuing.pem());
    Files.writeString(spec.resolve("ca-key.pem"), issuing.pkcs8());
  }

  private Map<String, AgeIdentity> writeSpec(Variant variant, Path spec) throws IOException {
    Map<String, AgeIdentity> identities = new TreeMap<>();
    for (Map.Entry<String, String> file : variant.files().entrySet()) {
      Matcher matcher = RECIPIENT.matcher(file.getValue());
      String text =
          matcher.replaceAll(
              match -> {
                String name = match.group(1) == null ? match.group() : match.group(1);
                return identities
                    .computeIfAbsent(name, key -> AgeIdentity.generate(random))
                    .recipient()
                    .toString();
              });
      Path path = spec.resolve("mesh").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }
    return identities;
  }

  /** Runs a command on a rendering; it may open everything. */
  public static MeshgenRun run(
      Path spec, Map<String, AgeIdentity> identities, String input, String... arguments) {
    return run(spec, identities, Map.of(), input, arguments);
  }

  private static MeshgenRun run(
      Path spec,
      Map<String, AgeIdentity> identities,
      Map<String, String> server,
      String input,
      String... arguments) {
    StringBuilder keys = new StringBuilder();
    for (AgeIdentity identity : identities.values()) {
      keys.append(new String(identity.text().copy(), StandardCharsets.US_ASCII)).append('\n');
    }
    Map<String, String> environment = new TreeMap<>(server);
    environment.put("SOPS_AGE_KEY", keys.toString());
    MeshgenRun run = MeshgenRun.in(spec, environment, input, arguments);
    assertThat(run.code()).as("%s: %s%s", List.of(arguments), run.out(), run.err()).isZero();
    return run;
  }

  private static Mesh read(Path spec) {
    try {
      Report report = new Report();
      SpecFiles files = new SpecFiles(spec, InputStream.nullInputStream());
      return new ReadSpec(new Schemas())
          .read(files.read(List.of("mesh"), Optional.empty(), report), report)
          .orElseThrow()
          .mesh();
    } catch (SpecException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every file below a folder, by its path there. */
  public static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> walk = Files.walk(temporary)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
