package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where a scenario happens: a sandbox with its clusters, and the mesh that they become. */
public final class Lab {
  /** All that lives as long as the sandbox, in memory. */
  static final Path FOLDER = Path.of("/run/lab");

  private final Path results;
  private final Wan wan = new Wan();
  private final Map<String, List<LiveCluster>> networks = new LinkedHashMap<>();
  private final List<LiveCluster> clusters = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(Lab::daemon);
  private final Instant start = Instant.now();
  private int meshes;

  /**
   * @param results where logs are written
   */
  Lab(Path results) {
    this.results = results;
  }

  /** A new folder, which ends with the sandbox. */
  public static Path scratch(String name) {
    try {
      return Files.createTempDirectory(FOLDER, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  /** A cluster to be, and the network of its Pods. */
  public record Site(String cluster, String network) {}

  /** The network of a cluster that shares it with no other. */
  static String network(String cluster) {
    return "net-" + cluster;
  }

  /** Starts clusters at once, each on its own network. */
  public List<LiveCluster> start(String... names) {
    return start(Stream.of(names).map(name -> new Site(name, network(name))).toArray(Site[]::new));
  }

  /** Starts clusters at once. Those of one network reach each other's Pods, and no others do. */
  public List<LiveCluster> start(Site... sites) {
    List<LiveCluster> started = new ArrayList<>();
    for (Site site : sites) {
      List<LiveCluster> neighbours =
          networks.computeIfAbsent(site.network(), n -> new ArrayList<>());
      String podCidr = "10." + (neighbours.size() + 1) + ".0.0/16";
      Path logs = results.resolve(site.cluster());
      LiveCluster cluster =
          LiveCluster.start(site.cluster(), podCidr, wan, FOLDER.resolve(site.cluster()), logs);
      for (LiveCluster neighbour : neighbours) {
        cluster.routeTo(neighbour);
        neighbour.routeTo(cluster);
      }
      neighbours.add(cluster);
      started.add(cluster);
    }
    clusters.addAll(started);
    inParallel(started, LiveCluster::join);
    log("clusters are up: " + started.stream().map(LiveCluster::name).toList());
    return started;
  }

  /** Makes an authority that is known to the clusters that are started after it. */
  public LivePublicAuthority publicAuthority() {
    return LivePublicAuthority.create();
  }

  /** Makes an authority from which a mesh takes over. */
  public CompanyAuthority companyAuthority() {
    return CompanyAuthority.create();
  }

  /** Does what cert-manager does. */
  public LiveCertManager certManager() {
    return LiveCertManager.create();
  }

  /** Gives a name to an address: for the API servers, and for the Pods of all clusters. */
  public void publish(String host, String address) {
    wan.publish(host, address);
  }

  /** An empty repository. */
  public LiveMesh mesh() {
    return new LiveMesh(this, FOLDER.resolve("mesh" + ++meshes));
  }

  /** All that were started. */
  public List<LiveCluster> clusters() {
    return clusters;
  }

  Path results() {
    return results;
  }

  <T> void inParallel(List<T> of, Consumer<T> work) {
    List<CompletableFuture<Void>> all =
        of.stream()
            .map(each -> CompletableFuture.runAsync(() -> work.accept(each), threads))
            .toList();
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Says what has been done, and when. */
  public void log(String what) {
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    String line = "%7.1f  %s".formatted(seconds, what);
    synchronized (threads) {
      System.out.println(line);
      try {
        Files.writeString(
            results.resolve("steps.log"),
            line + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
