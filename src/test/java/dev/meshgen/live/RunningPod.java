package dev.meshgen.live;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A Pod from its start to its end, in its own thread. */
public final class RunningPod implements Runnable {
  private static final int PAUSE = 250;
  private static final int RESTART = 1000;
  private static final long DEFAULT_GRACE = 30;

  private final Pod pod;
  private final Netns netns;
  private final Kubelet kubelet;
  private final PodValues values;
  private final PodVolumes volumes;
  private final PodStatus status;
  private final Probes probes;
  private final Map<String, ContainerProcess> processes = new LinkedHashMap<>();
  private volatile boolean deleted;
  private volatile boolean changed;
  private String complaint = "";

  RunningPod(Pod pod, Netns netns, Kubelet kubelet, PodValues values) {
    this.pod = pod;
    this.netns = netns;
    this.kubelet = kubelet;
    this.values = values;
    this.volumes = new PodVolumes(pod, values, kubelet.client());
    this.status = new PodStatus(pod, kubelet.client());
    this.probes = new Probes(pod, kubelet.agent());
  }

  public Pod pod() {
    return pod;
  }

  /** Of its Pod. */
  public String address() {
    return pod.address();
  }

  /** Its container, if that runs. */
  public Optional<ContainerProcess> process(String container) {
    synchronized (processes) {
      return Optional.ofNullable(processes.get(container)).filter(ContainerProcess::isAlive);
    }
  }

  public boolean isReady() {
    return !deleted && status.ready();
  }

  /** What an application listens to. */
  public AgentClient agent() {
    return new AgentClient(volumes.folder("agent").resolve("socket"));
  }

  /** The Pod is to end. */
  void delete() {
    deleted = true;
  }

  /** A Secret or ConfigMap has changed. */
  void refresh() {
    changed = true;
  }

  /** Ends all of it without a warning, as when its node loses power. */
  public void crash() {
    new ArrayList<>(processes.values()).forEach(ContainerProcess::kill);
  }

  @Override
  public void run() {
    try {
      kubelet.bind(pod);
      if (mounted() && initialized()) {
        pod.spec().path("containers").forEach(this::start);
        status.initialized();
        while (!deleted) {
          attendTo();
          Wait.pause(PAUSE);
        }
      }
      end();
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      kubelet.log(pod.ref() + ": " + trace);
    }
  }

  /** Tries until all volumes can be filled. */
  private boolean mounted() {
    while (!deleted) {
      try {
        volumes.fill();
        return true;
      } catch (PodValues.Missing e) {
        complain("FailedMount", e.getMessage());
        Wait.pause(PAUSE);
      }
    }
    return false;
  }

  private void complain(String reason, String message) {
    if (!complaint.equals(message)) {
      complaint = message;
      kubelet.warn(pod, reason, message);
    }
    for (JsonNode container : pod.spec().path("containers")) {
      status.waiting(container, "ContainerCreating", message);
    }
    status.tell();
  }

  /** Runs what is run first, one after another; of what stays, it waits for the start. */
  private boolean initialized() {
    for (JsonNode container : pod.spec().path("initContainers")) {
      if (!start(container) || !begun(container)) {
        return false;
      }
    }
    return true;
  }

  private boolean begun(JsonNode container) {
    String name = container.path("name").asString();
    while (!deleted) {
      fillAgain();
      ContainerProcess process = processes.get(name);
      Optional<Integer> code = process.ended();
      if (Pod.isSidecar(container) && probes.succeeds(container, "startupProbe", process)) {
        status.running(container, false);
        return true;
      }
      if (code.isPresent() && code.get() == 0) {
        status.ended(container, 0);
        status.tell();
        return true;
      }
      if (code.isPresent()) {
        status.ended(container, code.get());
        status.tell();
        Wait.pause(RESTART);
        start(container);
        status.restarted(container);
      }
      Wait.pause(PAUSE / 5);
    }
    return false;
  }

  private boolean start(JsonNode container) {
    String name = container.path("name").asString();
    String image = container.path("image").asString("");
    while (!deleted) {
      Optional<Images.Content> content = Images.find(image);
      if (content.isPresent()) {
        ContainerProcess process =
            ContainerProcess.start(
                new ContainerProcess.Start(pod, container, netns, volumes, values), content.get());
        synchronized (processes) {
          processes.put(name, process);
        }
        return true;
      }
      complain("ImagePullBackOff", "nothing runs for image \"" + image + "\"");
      Wait.pause(RESTART);
    }
    return false;
  }

  /** An API server that is gone for a while is not a reason to let go of a Pod. */
  private void attendTo() {
    try {
      look();
    } catch (RuntimeException e) {
      kubelet.log(pod.ref() + ": " + e);
    }
  }

  private void fillAgain() {
    if (changed) {
      changed = false;
      volumes.refresh();
    }
  }

  /** Starts again what has ended, asks the rest how it is, and tells. */
  private void look() {
    fillAgain();
    for (JsonNode container : pod.containers()) {
      String name = container.path("name").asString();
      ContainerProcess process = processes.get(name);
      boolean stays = Pod.isSidecar(container) || isMain(container);
      if (!stays) {
        continue;
      }
      if (process.isAlive()) {
        status.running(container, probes.succeeds(container, "readinessProbe", process));
      } else {
        status.ended(container, process.ended().orElse(-1));
        status.tell();
        Wait.pause(RESTART);
        start(container);
        status.restarted(container);
      }
    }
    status.tell();
  }

  private boolean isMain(JsonNode container) {
    for (JsonNode each : pod.spec().path("containers")) {
      if (each.path("name").equals(container.path("name"))) {
        return true;
      }
    }
    return false;
  }

  /** As a kubelet ends a Pod: applications first, then what started before them. */
  private void end() {
    List<JsonNode> sidecars =
        pod.containers().stream().filter(Pod::isSidecar).filter(this::runs).toList();
    List<JsonNode> rest =
        pod.containers().stream().filter(each -> !Pod.isSidecar(each)).filter(this::runs).toList();
    sidecars.forEach(this::hook);
    stop(rest);
    stop(sidecars);
    netns.delete();
    kubelet.forget(pod);
  }

  private boolean runs(JsonNode container) {
    return process(container.path("name").asString()).isPresent();
  }

  private void hook(JsonNode container) {
    List<String> command = new ArrayList<>();
    container.at("/lifecycle/preStop/exec/command").forEach(word -> command.add(word.asString()));
    if (!command.isEmpty()) {
      processes.get(container.path("name").asString()).exec(command);
    }
  }

  private void stop(List<JsonNode> containers) {
    List<ContainerProcess> ending =
        containers.stream().map(each -> processes.get(each.path("name").asString())).toList();
    ending.forEach(ContainerProcess::terminate);
    long grace = pod.spec().path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE);
    for (ContainerProcess process : ending) {
      process.await(grace);
      process.kill();
    }
  }
}
