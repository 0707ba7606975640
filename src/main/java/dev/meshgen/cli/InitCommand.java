package dev.meshgen.cli;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.render.InitialSpec.FirstCluster;
import dev.meshgen.seal.sops.FirstRecipient;
import dev.meshgen.seal.sops.SopsKeyKind;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import dev.meshgen.tree.Layout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a spec to start from, and the identities it names. */
final class InitCommand extends Command {
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
              + ". Default: as the API servers in a kubeconfig suggest, else generic.",
          "--platform");
  private final Map<SopsKeyKind, Argument<String>> existing = existing();
  private final Argument<String> kubeconfig =
      option(
          String.class,
          new NonEmptyConverter(),
          "FILE",
          "Take clusters from a kubeconfig, with their API server addresses. Copies no"
              + " credentials.",
          "--from-kubeconfig");

  private final Console console;

  InitCommand(Console console) {
    super(
        "init",
        "Write a commented spec and two identities to start from.",
        "Overwrites nothing. Takes the repository URL, branch and path from the Git checkout of"
            + " DIR.");
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

  /** An option for each kind of keys that may be there already. */
  private Map<SopsKeyKind, Argument<String>> existing() {
    Map<SopsKeyKind, Argument<String>> options = new LinkedHashMap<>();
    for (SopsKeyKind kind : SopsKeyKinds.ofExistingKeys()) {
      FirstRecipient first = kind.first().orElseThrow();
      options.put(kind, option(String.class, first.value(), first.description(), first.option()));
    }
    return options;
  }

  private Optional<ExistingKey> existingKey() throws UsageException {
    List<SopsKeyKind> given =
        existing.keySet().stream().filter(kind -> existing.get(kind).get().isPresent()).toList();
    if (given.size() > 1) {
      throw new UsageException("init accepts one key; add others to the spec afterwards");
    }
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ExistingKey.of(
                given.get(0), existing.get(given.get(0)).value(), console.workingDirectory()));
  }

  private static List<String> platforms() {
    return platformField().allowed();
  }

  private static SchemaField platformField() {
    return new Schemas().fields("Cluster").find(List.of("spec", "platform")).orElseThrow();
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
              + platformField()
                  .meant(on)
                  .map(value -> "; " + DidYouMean.question(value))
                  .orElse(""));
    }
    if (kubeconfig.get().isEmpty()) {
      return List.of(FirstCluster.invented(on));
    }
    return new KubeconfigClusters(console, platform.get(), usual).read(kubeconfig.value());
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
              + "\" is not a valid mesh name: expected a DNS label of at most 40 characters; set"
              + " one with --name");
      return ExitCode.USAGE;
    }
    EngineType type = engine();
    List<FirstCluster> clusters = clusters();
    Optional<ExistingKey> given = existingKey();
    new FirstSpec(mesh, type, clusters, given).write(folder, console.clock().instant());
    printNext(given.isEmpty());
    return ExitCode.OK;
  }

  private static String meshName(Path folder) {
    String name = folder.getFileName() == null ? "mesh" : folder.getFileName().toString();
    String label =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
    return label.isEmpty() ? "mesh" : label;
  }

  private void printNext(boolean both) {
    String typed = directory.value();
    String at = typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
    String what = both ? "two identities" : "an identity";
    console
        .out()
        .println(
            "Wrote " + at + "/mesh.yaml, and " + what + " in " + at + "/keys, ignored by Git:");
    String extension = FirstSpec.KEYS.identity().extension();
    console
        .out()
        .println("  root." + extension + "      opens the root key; needed to add a cluster");
    if (both) {
      console
          .out()
          .println(
              "  clusters."
                  + extension
                  + "  opens the files that clusters receive; needed by the GitOps engine");
    }
    console.out().println();
    console
        .out()
        .println(
            "Keep a copy of "
                + (both ? "both" : "it")
                + " in a safe place. Then describe your clusters in mesh.yaml and run:");
    console.out().println();
    console
        .out()
        .println(
            "  export "
                + FirstSpec.KEYS.identity().variable()
                + "="
                + ShellWord.of(at + "/" + FirstSpec.keyFile("root")));
    String rendered = ShellWord.of(at + "/" + Layout.FOLDER);
    console.out().println("  meshgen render -f " + ShellWord.of(at) + " -o " + rendered);
  }
}
