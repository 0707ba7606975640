package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of a cluster: etcd, an API server and those controllers that a mesh needs, in the
 * namespace of its nodes. What a node does is elsewhere: {@link Kubelet}, {@link KubeProxy}, {@link
 * NameServer}, {@link LiveLoadBalancers}.
 */
final class KubeCluster {
  /** The addresses of Services, the same in every cluster, as nothing outside of it sees them. */
  static final String SERVICE_CIDR = "172.20.0.0/16";

  /** Where a cluster serves its own API. */
  static final String API_SERVICE = "172.20.0.1";

  /** Where Pods ask for names. */
  static final String NAME_SERVICE = "172.20.0.10";

  private static final int API_PORT = 6443;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What Deployments, Services, accounts and their tokens need; no scheduler, no volumes. */
  private static final String CONTROLLERS =
      "deployment-controller,replicaset-controller,endpointslice-controller,"
          + "serviceaccount-controller,serviceaccount-token-controller,namespace-controller,"
          + "garbage-collector-controller,root-ca-certificate-publisher-controller,"
          + "clusterrole-aggregation-controller";

  private final String name;
  private final String address;
  private final Netns node;
  private final Path folder;
  private final Path logs;
  private final ClusterPki pki;
  private final Map<String, Process> servers = new LinkedHashMap<>();

  private KubeCluster(String name, String address, Netns node, Path folder, Path logs) {
    this.name = name;
    this.address = address;
    this.node = node;
    this.folder = folder;
    this.logs = logs;
    this.pki = ClusterPki.create(folder.resolve("pki"), address, API_SERVICE, "127.0.0.1");
  }

  /** Starts the servers, which are not ready yet. */
  static KubeCluster start(String name, String address, Netns node, Path folder, Path logs) {
    KubeCluster cluster = new KubeCluster(name, address, node, folder, logs);
    cluster.startEtcd();
    cluster.startApiServer();
    return cluster;
  }

  String name() {
    return name;
  }

  /** Of its nodes, and of its API server. */
  String address() {
    return address;
  }

  Netns node() {
    return node;
  }

  /** Of the API server. */
  String port() {
    return String.valueOf(API_PORT);
  }

  /** Where everyone reaches the API server. */
  String apiServer() {
    return "https://" + address + ":" + API_PORT;
  }

  /** The administrator's client, once the API server is ready; then the controllers run as well. */
  KubeClient connect() {
    KubeClient client = new KubeClient(apiServer(), pki);
    Wait.until(
        "the API server of " + name + " is ready",
        PATIENCE,
        () -> {
          servers.forEach(this::checkAlive);
          return client.ready();
        });
    startControllers();
    return client;
  }

  private void checkAlive(String server, Process process) {
    if (!process.isAlive()) {
      throw new IllegalStateException(server + " of " + name + " died: " + logs.resolve(server));
    }
  }

  /** Stops the API server for good, as a cluster that is gone. */
  void stopApiServer() {
    servers.get("kube-apiserver").destroyForcibly();
  }

  private void startEtcd() {
    String url = "http://127.0.0.1:2379";
    String peer = "http://127.0.0.1:2380";
    start(
        "etcd",
        Map.of(),
        "--data-dir=" + folder.resolve("etcd"),
        "--name=" + name,
        "--listen-client-urls=" + url,
        "--advertise-client-urls=" + url,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=" + name + "=" + peer,
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  private void startApiServer() {
    Map<String, String> environment = new LinkedHashMap<>();
    LivePublicAuthority.certificate()
        .ifPresent(known -> environment.put("SSL_CERT_FILE", known.toString()));
    start(
        "kube-apiserver",
        environment,
        "--etcd-servers=http://127.0.0.1:2379",
        "--bind-address=" + address,
        "--advertise-address=" + address,
        "--secure-port=" + API_PORT,
        "--tls-cert-file=" + pki.file("apiserver.crt"),
        "--tls-private-key-file=" + pki.file("apiserver.key"),
        "--client-ca-file=" + pki.file("ca.crt"),
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        "--service-cluster-ip-range=" + SERVICE_CIDR,
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-key-file=" + pki.file("sa.pub"),
        "--service-account-signing-key-file=" + pki.file("sa.key"),
        // Webhooks are called at the addresses of their Pods: there is no kube-proxy on its way.
        "--enable-aggregator-routing=true",
        "--requestheader-client-ca-file=" + pki.file("front-proxy-ca.crt"),
        "--requestheader-allowed-names=front-proxy",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-username-headers=X-Remote-User",
        "--proxy-client-cert-file=" + pki.file("front-proxy.crt"),
        "--proxy-client-key-file=" + pki.file("front-proxy.key"),
        "--enable-priority-and-fairness=false",
        "--profiling=false");
  }

  private void startControllers() {
    String kubeconfig = kubeconfig("controllers", "https://" + address + ":" + API_PORT);
    start(
        "kube-controller-manager",
        Map.of(),
        "--kubeconfig=" + kubeconfig,
        "--controllers=" + CONTROLLERS,
        "--leader-elect=false",
        "--use-service-account-credentials=true",
        "--bind-address=127.0.0.1",
        "--cert-dir=" + folder.resolve("controllers"),
        "--root-ca-file=" + pki.file("ca.crt"),
        "--service-account-private-key-file=" + pki.file("sa.key"),
        "--concurrent-deployment-syncs=2",
        "--profiling=false");
  }

  private void start(String server, Map<String, String> more, String... flags) {
    List<String> command = new ArrayList<>(List.of(Binaries.of(server).toString()));
    command.addAll(List.of(flags));
    Map<String, String> environment = new LinkedHashMap<>(more);
    // Memory is cheaper here than time.
    environment.put("GOGC", "300");
    environment.put("HOME", folder.toString());
    Path log = logs.resolve(server + ".log");
    servers.put(server, Shell.start(node.command(command), environment, log));
  }

  /** A kubeconfig file for one of the certificates. */
  String kubeconfig(String user, String server) {
    Path file = folder.resolve(user + ".kubeconfig");
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters:
          - name: %1$s
            cluster: {server: "%2$s", certificate-authority: "%3$s"}
        users:
          - name: %1$s
            user: {client-certificate: "%4$s", client-key: "%5$s"}
        contexts:
          - name: %1$s
            context: {cluster: %1$s, user: %1$s}
        """
            .formatted(
                name, server, pki.file("ca.crt"), pki.file(user + ".crt"), pki.file(user + ".key"));
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }
}
