package dev.meshgen.lock;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Istio of a cluster.
 *
 * @param namespace of its control planes
 * @param trustDomain of the identities that it issues
 * @param install what installs it
 * @param dataPlane how workloads join the mesh
 * @param controlPlanes revision to version; {@code default} is the one without a revision
 * @param releases every other release to the version of its chart
 * @param tags names that namespaces select to the revisions that they lead to
 */
public record RunningIstio(
    String namespace,
    String trustDomain,
    String install,
    String dataPlane,
    SortedMap<String, String> controlPlanes,
    SortedMap<String, String> releases,
    SortedMap<String, String> tags) {
  public RunningIstio {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(trustDomain);
    Objects.requireNonNull(install);
    Objects.requireNonNull(dataPlane);
    controlPlanes = Collections.unmodifiableSortedMap(new TreeMap<>(controlPlanes));
    releases = Collections.unmodifiableSortedMap(new TreeMap<>(releases));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }
}
