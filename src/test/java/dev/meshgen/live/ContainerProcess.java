package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A container as a process: in the network namespace of its Pod, in process and mount namespaces of
 * its own. Its root is this machine's with a layer above, on which its volumes are mounted.
 */
public final class ContainerProcess {
  /**
   * {@code $1} is a folder for the layer, {@code $2} the user; what is mounted comes before {@code
   * --}.
   */
  private static final String SCRIPT =
      """
      layer=$1 user=$2
      shift 2
      mkdir -p "$layer/upper" "$layer/work" "$layer/root"
      root=$layer/root
      mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /sys "$root/sys"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs -o mode=1777 tmp "$root/tmp"
      mount -t tmpfs -o mode=755 run "$root/run"
      mkdir -p "$root/run/secrets"
      while [ "$1" != -- ]; do
        if [ -d "$1" ]; then
          mkdir -p "$root$2"
        else
          mkdir -p "$root$(dirname "$2")"
          [ -e "$root$2" ] || : >"$root$2"
        fi
        mount --bind "$1" "$root$2"
        shift 2
      done
      shift
      exec chroot --userspec="$user" "$root" "$@"
      """;

  private final Process process;

  private ContainerProcess(Process process) {
    this.process = process;
  }

  /** Where and as what a container is started. */
  record Start(Pod pod, JsonNode container, Netns netns, PodVolumes volumes, PodValues values) {}

  static ContainerProcess start(Start start, Images.Content image) {
    Pod pod = start.pod();
    String name = start.container().path("name").asString();
    Map<String, String> environment = start.values().environment(start.container());
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", SCRIPT));
    command.addAll(List.of("sh", pod.folder().resolve(name).toString(), user(start, image.user())));
    mounts(start, image).forEach((to, from) -> command.addAll(List.of(from.toString(), to)));
    command.add("--");
    JsonNode own = start.container().path("command");
    if (own.isEmpty()) {
      command.addAll(image.entrypoint());
    }
    own.forEach(word -> command.add(PodValues.expand(word.asString(), environment)));
    start
        .container()
        .path("args")
        .forEach(word -> command.add(PodValues.expand(word.asString(), environment)));
    Path log = pod.logs().resolve(name + ".log");
    return new ContainerProcess(Shell.start(start.netns().command(command), environment, log));
  }

  /** By where they are in the container; the order is that of mounting. */
  private static Map<String, Path> mounts(Start start, Images.Content image) {
    Map<String, Path> mounts = new java.util.LinkedHashMap<>(image.files());
    mounts.put("/etc/resolv.conf", resolver(start.pod()));
    for (JsonNode mount : start.container().path("volumeMounts")) {
      if (mount.has("subPath")) {
        throw new IllegalStateException("subPath: " + mount);
      }
      // /var/run is a link, which leads out of the new root.
      String path = mount.path("mountPath").asString().replaceFirst("^/var/run/", "/run/");
      mounts.put(path, start.volumes().folder(mount.path("name").asString()));
    }
    return mounts;
  }

  private static Path resolver(Pod pod) {
    String text =
        """
        nameserver %s
        search %s.svc.cluster.local svc.cluster.local cluster.local
        options ndots:5
        """
            .formatted(KubeCluster.NAME_SERVICE, pod.namespace());
    try {
      return Files.writeString(pod.folder().resolve("resolv.conf"), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String user(Start start, String image) {
    JsonNode own = start.container().path("securityContext");
    JsonNode whole = start.pod().spec().path("securityContext");
    String user = own.path("runAsUser").asString(whole.path("runAsUser").asString(image));
    return user + ":" + own.path("runAsGroup").asString(whole.path("runAsGroup").asString(user));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended, or nothing if it has not. */
  Optional<Integer> ended() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  int await(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }

  /** Runs a command inside, as {@code kubectl exec} does. */
  public Shell.Done exec(List<String> command) {
    Optional<ProcessHandle> inside = inside();
    if (inside.isEmpty()) {
      return new Shell.Done(-1, "it does not run");
    }
    List<String> whole = new ArrayList<>(List.of("nsenter", "--net", "--mount", "--pid", "--root"));
    whole.addAll(List.of("--wd=/", "--target=" + inside.get().pid(), "--"));
    whole.addAll(command);
    return Shell.attempt(whole);
  }

  /** Asks it to end. */
  void terminate() {
    inside().ifPresent(ProcessHandle::destroy);
  }

  /** Ends it, and with it every process of its namespace. */
  void kill() {
    process.destroyForcibly();
    await(5);
  }

  /** The process that unshare started. */
  private Optional<ProcessHandle> inside() {
    return process.children().findFirst();
  }
}
