package dev.meshgen.cli;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.InitialDelivery.Repository;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.render.InitialSpec;
import dev.meshgen.render.InitialSpec.FirstCluster;
import dev.meshgen.seal.sops.LocalKeyKind;
import dev.meshgen.seal.sops.NewIdentity;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a spec to start from, and the identities it names. */
final class InitCommand extends Command {
  private static final LocalKeyKind KEYS = SopsKeyKinds.ofNewSpecs();

  private final Argument<String> directory =
      parameter(0, "DIR", "Folder of the spec. Created if missing.");
  private final Argument<String> name =
      option(String.class, "NAME", "Name of the mesh. Default: name of the folder.", "--name");
  private final Map<EngineType, Flag> engines = engines();
  private final Argument<String> platform =
      option(
          String.class,
          "PLATFORM",
          "Platform of the clusters: "
              + String.join(", ", platforms())
              + ". Default: what the API servers of a kubeconfig are called, else generic.",
          "--platform");
  private final Argument<String> kubeconfig =
      option(
          String.class,
          new NonEmptyPath(),
          "FILE",
          "Kubeconfig whose clusters become those of the spec, with what leads to their API"
              + " servers. No credential is copied.",
          "--from-kubeconfig");

  private final Console console;

  InitCommand(Console console) {
    super(
        "init",
        "Write a commented spec and two identities to start from.",
        "Overwrites nothing. Takes the repository URL, branch and path from the Git checkout that"
            + " DIR lies in.");
    this.console = console;
  }

  /** A flag for each engine but the one that is taken where none is given. */
  private Map<EngineType, Flag> engines() {
    Map<EngineType, Flag> flags = new LinkedHashMap<>();
    String usual = Engines.TYPES.get(0).initial().option();
    for (EngineType type : Engines.TYPES) {
      String option = type.initial().option();
      flags.put(
          type,
          flag(
              "--" + type.id(),
              "Deliver with " + option + "." + (option.equals(usual) ? " The default." : "")));
    }
    return flags;
  }

  private static List<String> platforms() {
    return platformField().allowed();
  }

  private static SchemaField platformField() {
    return new Schemas().fields("Cluster").find(List.of("spec", "platform")).orElseThrow();
  }

  private static Optional<String> meant(String platform) {
    String synonym = platformField().values().synonyms().get(platform.toLowerCase(Locale.ROOT));
    return synonym == null ? DidYouMean.closest(platform, platforms()) : Optional.of(synonym);
  }

  private List<FirstCluster> clusters() throws UsageException, CommandException {
    String usual = String.valueOf(platformField().defaultValue().orElseThrow());
    String on = platform.get().orElse(usual);
    if (!platforms().contains(on)) {
      throw new UsageException(
          "unknown platform \""
              + on
              + "\": expected one of "
              + String.join(", ", platforms())
              + meant(on).map(value -> "; did you mean \"" + value + "\"?").orElse(""));
    }
    if (kubeconfig.get().isEmpty()) {
      return List.of(FirstCluster.invented(on));
    }
    String file = kubeconfig.value();
    return new KubeconfigClusters(platform.get(), usual)
        .read(file, console.workingDirectory().resolve(file));
  }

  private EngineType engine() throws UsageException {
    List<EngineType> chosen =
        engines.keySet().stream().filter(type -> engines.get(type).isSet()).toList();
    if (chosen.size() > 1) {
      throw new UsageException("only one engine can deliver the mesh");
    }
    return chosen.isEmpty() ? Engines.TYPES.get(0) : chosen.get(0);
  }

  @Override
  public Integer call() throws Exception {
    Path folder = console.workingDirectory().resolve(directory.value()).normalize();
    String mesh = name.get().orElseGet(() -> meshName(folder));
    if (!mesh.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?") || mesh.length() > 40) {
      console.say(
          "\""
              + mesh
              + "\" is not a valid mesh name: expected a DNS label of at most 40 characters; set one"
              + " with --name");
      return ExitCode.USAGE;
    }
    EngineType type = engine();
    List<FirstCluster> first = clusters();
    SecureRandom random = new SecureRandom();
    try (NewIdentity root = KEYS.generate(random).orElseThrow();
        NewIdentity clusters = KEYS.generate(random).orElseThrow();
        NewFolder target = new NewFolder(folder)) {
      target.requireFree(
          "mesh.yaml", "meshgen.schema.json", ".gitignore", keyFile("root"), keyFile("clusters"));
      var now = console.clock().instant();
      target.writeSecret(keyFile("root"), root.keyFile(now));
      target.writeSecret(keyFile("clusters"), clusters.keyFile(now));
      target.write(
          ".gitignore",
          "# Identities: they open the sealed files of the tree.\n/keys/\n"
              .getBytes(StandardCharsets.UTF_8));
      InitialSpec spec =
          new InitialSpec(
              mesh,
              mesh + ".example",
              newestIstio(),
              new InitialSpec.Keys(
                  KEYS.name(),
                  KEYS.identity().extension(),
                  clusters.recipient().text(),
                  root.recipient().text()));
      target.write(
          "meshgen.schema.json",
          new Schemas().bundled(Optional.empty()).getBytes(StandardCharsets.UTF_8));
      target.write(
          "mesh.yaml", spec.text(type, repository(folder), first).getBytes(StandardCharsets.UTF_8));
      target.keep();
    }
    printNext();
    return ExitCode.OK;
  }

  private static String keyFile(String whose) {
    return "keys/" + whose + "." + KEYS.identity().extension();
  }

  private static Repository repository(Path folder) {
    Optional<GitCheckout> checkout = GitCheckout.around(folder);
    Path rendered = folder.resolve("rendered");
    return new Repository(
        checkout
            .flatMap(GitCheckout::origin)
            .filter(InitCommand::isAddress)
            .orElse("https://git.example/platform.git"),
        checkout.map(git -> git.relative(rendered)).orElse("rendered"),
        checkout.flatMap(GitCheckout::branch).orElse("main"));
  }

  private static boolean isAddress(String url) {
    return url.matches("(https?://|ssh://|git@)\\S+");
  }

  private static String newestIstio() {
    IstioCatalog catalog = IstioCatalog.builtIn();
    IstioMinor minor = catalog.find(catalog.minors().last()).orElseThrow();
    return minor.line() + "." + minor.patches().newest();
  }

  private static String meshName(Path folder) {
    String name = folder.getFileName() == null ? "mesh" : folder.getFileName().toString();
    String label =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
    return label.isEmpty() ? "mesh" : label;
  }

  private void printNext() {
    String typed = directory.value();
    String at = typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
    console
        .out()
        .println(
            "Wrote " + at + "/mesh.yaml, and two identities in " + at + "/keys, ignored by Git:");
    String extension = KEYS.identity().extension();
    console
        .out()
        .println("  root." + extension + "      opens the root key; needed to add a cluster");
    console
        .out()
        .println(
            "  clusters."
                + extension
                + "  opens the files that clusters receive; needed by the GitOps engine");
    console.out().println();
    console
        .out()
        .println(
            "Keep a copy of both in a safe place. Then describe your clusters in mesh.yaml and run:");
    console.out().println();
    console
        .out()
        .println(
            "  export "
                + KEYS.identity().variable()
                + "="
                + ShellWord.of(at + "/" + keyFile("root")));
    String rendered = ShellWord.of(at + "/rendered");
    console.out().println("  meshgen render -f " + ShellWord.of(at) + " -o " + rendered);
  }
}
