package dev.meshgen.lock;

import dev.meshgen.lock.RunningCluster.Membership;
import dev.meshgen.lock.RunningCluster.Place;
import dev.meshgen.lock.RunningCluster.RunningGateway;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The section of a cluster's lock about what runs there. */
final class RunningSection {
  private RunningSection() {}

  static void print(LockPrinter out, RunningCluster record) {
    Membership membership = record.membership();
    out.line("runs:");
    out.text(2, "state", membership.state());
    out.text(2, "role", membership.role());
    out.text(2, "network", membership.network());
    out.text(2, "clusterID", membership.clusterId());
    out.line("  discovered: " + membership.discovered());
    out.text(2, "engine", record.engine());
    out.text(2, "host", record.host());
    print(out, record.istio());
    record.gateway().ifPresent(gateway -> print(out, gateway));
    if (record.settings().isPresent()) {
      out.line("  settings:");
      record.settings().get().forEach((field, value) -> out.entry(4, field, value));
    }
  }

  private static void print(LockPrinter out, RunningIstio istio) {
    out.line("  istio:");
    out.text(4, "namespace", istio.namespace());
    out.text(4, "trustDomain", istio.trustDomain());
    out.text(4, "install", istio.install());
    out.text(4, "dataPlane", istio.dataPlane());
    print(out, "controlPlanes", istio.controlPlanes());
    print(out, "releases", istio.releases());
    if (!istio.tags().isEmpty()) {
      print(out, "tags", istio.tags());
    }
  }

  private static void print(LockPrinter out, String name, SortedMap<String, String> entries) {
    out.line("    " + name + (entries.isEmpty() ? ": {}" : ":"));
    entries.forEach((key, value) -> out.entry(6, key, value));
  }

  private static void print(LockPrinter out, RunningGateway gateway) {
    out.line("  gateway:");
    out.text(4, "kind", gateway.kind());
    out.text(4, "address", gateway.address());
    out.text(4, "name", gateway.place().name());
    out.text(4, "namespace", gateway.place().namespace());
    if (!gateway.ports().isEmpty()) {
      print(out, "ports", gateway.ports());
    }
  }

  static RunningCluster parse(LockNode.Fields lock) throws LockException {
    LockNode.Fields fields = lock.required("runs").fields();
    Membership membership =
        new Membership(
            fields.required("state").text(),
            fields.required("role").text(),
            fields.required("network").text(),
            fields.optionalText("clusterID"),
            fields.required("discovered").truth());
    String engine = fields.required("engine").text();
    RunningIstio istio = istio(fields.required("istio").fields());
    Optional<LockNode> gateway = fields.optional("gateway");
    Optional<String> host = fields.optionalText("host");
    Optional<LockNode> settings = fields.optional("settings");
    fields.end();
    return new RunningCluster(
        membership,
        engine,
        istio,
        gateway.isPresent() ? Optional.of(gateway(gateway.get().fields())) : Optional.empty(),
        host,
        settings.isPresent() ? Optional.of(entries(settings.get())) : Optional.empty());
  }

  private static RunningIstio istio(LockNode.Fields fields) throws LockException {
    RunningIstio istio =
        new RunningIstio(
            fields.required("namespace").text(),
            fields.required("trustDomain").text(),
            fields.required("install").text(),
            fields.required("dataPlane").text(),
            entries(fields.required("controlPlanes")),
            entries(fields.required("releases")),
            entries(fields.optional("tags")));
    fields.end();
    return istio;
  }

  private static SortedMap<String, String> entries(Optional<LockNode> section)
      throws LockException {
    return section.isPresent() ? entries(section.get()) : new TreeMap<>();
  }

  private static SortedMap<String, String> entries(LockNode section) throws LockException {
    SortedMap<String, String> entries = new TreeMap<>();
    for (LockNode entry : section.fields().all()) {
      entries.put(entry.name(), entry.text());
    }
    return entries;
  }

  private static RunningGateway gateway(LockNode.Fields fields) throws LockException {
    String kind = fields.required("kind").text();
    Optional<String> address = fields.optionalText("address");
    Place place = new Place(fields.optionalText("name"), fields.optionalText("namespace"));
    SortedMap<String, String> ports = entries(fields.optional("ports"));
    fields.end();
    return new RunningGateway(kind, address, place, ports);
  }
}
