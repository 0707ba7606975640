package dev.meshgen.render;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.CredentialUse;
import dev.meshgen.credential.FetchedSecret;
import dev.meshgen.credential.IssuedSecret;
import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.HandoverPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SailPlan;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.tree.Background;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.Workers;
import dev.meshgen.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The stage that renders every file which is not sealed. */
public final class RenderTree {
  private static final String YAML = ".yaml";

  private final Templates templates;
  private final MeshPlan plan;
  private final Engines engines;
  private final Authority authority;
  private final String mesh;
  private final String yamlHeader;
  private final List<ClusterPlan> rendered;
  private final Background<OutputTree.Builder> begun =
      new Background<>("meshgen-render", this::begun);

  private RenderTree(MeshPlan plan, Templates templates) {
    this(plan, templates, plan.clusters());
  }

  private RenderTree(MeshPlan plan, Templates templates, List<ClusterPlan> rendered) {
    this.plan = plan;
    this.rendered = rendered;
    this.templates = templates;
    this.engines = Engines.of(plan.mesh());
    this.authority = Authorities.of(plan.mesh());
    this.mesh = plan.mesh().name();
    this.yamlHeader = Header.line(YAML, mesh);
  }

  /** Begins to render {@code plan}: most files, which depend on nothing that is sealed. */
  public static RenderTree start(MeshPlan plan) {
    return start(new RenderTree(plan, Templates.builtIn()));
  }

  /** The same of some clusters alone, and of what is the mesh's. */
  public static RenderTree start(MeshPlan plan, List<ClusterPlan> rendered) {
    return start(new RenderTree(plan, Templates.builtIn(), rendered));
  }

  /** The same with {@link TemplateMarks}, for whoever asks where a line comes from. */
  public static RenderTree marked(MeshPlan plan) {
    return start(new RenderTree(plan, Templates.marked()));
  }

  /**
   * The files of one cluster, as the whole tree has them.
   *
   * @param certified whether its {@code cacerts} lie in the tree
   */
  public static OutputTree.Builder of(MeshPlan plan, ClusterPlan cluster, boolean certified) {
    RenderTree tree = new RenderTree(plan, Templates.builtIn());
    OutputTree.Builder files = tree.render(cluster);
    if (plan.signs().mayBeMissing()) {
      tree.addTrust(files, cluster, certified);
    }
    return files;
  }

  private static RenderTree start(RenderTree tree) {
    tree.begun.start();
    return tree;
  }

  /** One file more. */
  public OutputTree.Builder render(FileView file) {
    OutputTree.Builder tree = OutputTree.builder();
    addAll(tree, List.of(file));
    return tree;
  }

  /** The whole tree; parameters as below. */
  public OutputTree.Builder finish(FileView readme, Set<String> filed, Set<String> certified) {
    return finish(filed, certified).addAll(render(readme));
  }

  /**
   * The same without its README.
   *
   * @param filed paths of the remote secrets that lie in the tree
   * @param certified those whose {@code cacerts} do
   */
  public OutputTree.Builder finish(Set<String> filed, Set<String> certified) {
    OutputTree.Builder tree = OutputTree.builder();
    boolean ksops = engines.all().stream().anyMatch(Engine::readsThroughKsops);
    addAll(tree, new MeshFiles(plan, filed, ksops, engines.readSecretsDifferently()).all());
    plan.clusters().forEach(cluster -> addFetched(tree, cluster));
    plan.clusters().forEach(cluster -> addIssued(tree, cluster));
    tree.addAll(begun.awaitComputed());
    if (plan.mayLackCacerts()) {
      for (ClusterPlan cluster : rendered) {
        addTrust(tree, cluster, certified.contains(cluster.name()));
      }
    }
    return tree;
  }

  /** What others fetch the token of a cluster with, as long as they should discover it. */
  private void addFetched(OutputTree.Builder tree, ClusterPlan cluster) {
    if (cluster.isListed() && !cluster.fetched().isEmpty()) {
      HandoverPlan handover = cluster.handover().orElseThrow();
      ClusterFacts facts = ClusterFacts.of(plan.mesh(), cluster.cluster(), CredentialUse.REMOTE);
      String object = FetchedSecret.of(facts, handover.store(), handover.place());
      cluster.fetched().forEach(file -> add(tree, file, object));
    }
  }

  /**
   * The plan of what waits to be imported into Vault.
   *
   * @param view of its template
   */
  public void addImports(OutputTree.Builder tree, Object view) {
    addAll(tree, List.of(new FileView(Layout.VAULT_IMPORT, "mesh/vault-import.sh", view)));
  }

  /** What a cluster asks Vault with for the tokens of those that it reads. */
  private void addIssued(OutputTree.Builder tree, ClusterPlan reader) {
    reader
        .tokens()
        .ifPresent(
            tokens ->
                tokens
                    .peers()
                    .forEach(
                        token ->
                            add(
                                tree,
                                TokensFolder.file(reader, token.cluster().name()),
                                IssuedSecret.of(
                                    ClusterFacts.of(
                                        plan.mesh(), token.cluster(), CredentialUse.REMOTE),
                                    tokens,
                                    token))));
  }

  private void addTrust(OutputTree.Builder tree, ClusterPlan cluster, boolean certified) {
    if (cluster.cacerts().isPresent()) {
      boolean ksops = engines.of(cluster.cluster()).readsThroughKsops();
      addAll(tree, new ClusterFiles(plan, authority, ksops).trust(cluster, certified));
    }
  }

  private OutputTree.Builder begun() {
    OutputTree.Builder[] parts = new OutputTree.Builder[rendered.size()];
    Workers.onAllCores(parts.length, index -> parts[index] = render(rendered.get(index)));
    OutputTree.Builder tree = OutputTree.builder();
    for (OutputTree.Builder part : parts) {
      tree.addAll(part);
    }
    for (Engine engine : engines.all()) {
      addAll(
          tree, engine.meshFiles(plan, IdentitiesView.of(engine, plan, SopsKeyKinds.recipients())));
    }
    return tree;
  }

  private OutputTree.Builder render(ClusterPlan cluster) {
    OutputTree.Builder tree = OutputTree.builder();
    Engine engine = engines.of(cluster.cluster());
    addAll(tree, new ClusterFiles(plan, authority, engine.readsThroughKsops()).of(cluster));
    addAll(tree, engine.clusterFiles(plan, cluster, SopsKeyKinds.recipients()));
    if (cluster.sail().isPresent()) {
      SailResources resources = new SailResources(plan, Templates.builtIn());
      for (SailPlan.Resource each : cluster.sail().get().resources()) {
        String path = Layout.in(cluster.layout().layer(each.layer().id()), each.file());
        add(tree, path, resources.of(cluster, each));
      }
    }
    OwnValues values = new OwnValues(plan, Templates.builtIn());
    for (Release release : cluster.releases()) {
      values
          .overrides(cluster, release)
          .ifPresent(
              raw -> add(tree, cluster.layout().overrides(release.key()), YamlWriter.write(raw)));
    }
    return tree;
  }

  private void addAll(OutputTree.Builder tree, List<FileView> files) {
    StringBuilder text = new StringBuilder(4096);
    for (FileView file : files) {
      text.setLength(0);
      text.append(header(file.path())).append('\n');
      templates.render(file.template(), file.view(), text);
      file.after().forEach(more -> templates.render(more, file.view(), text));
      put(tree, file.path(), text);
    }
  }

  private void add(OutputTree.Builder tree, String path, String text) {
    put(tree, path, new StringBuilder(header(path)).append('\n').append(text));
  }

  private String header(String path) {
    return path.endsWith(YAML) ? yamlHeader : Header.line(path, mesh);
  }

  private static void put(OutputTree.Builder tree, String path, StringBuilder text) {
    tree.put(path, text.toString().getBytes(StandardCharsets.UTF_8), Role.PLAIN);
  }
}
