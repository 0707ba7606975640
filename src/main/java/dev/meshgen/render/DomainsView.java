package dev.meshgen.render;

import dev.meshgen.model.Mesh;

/**
 * A part of a template's view: names within the mesh.
 *
 * @param cluster domain of Services
 * @param trust domain of workloads
 */
record DomainsView(String cluster, String trust) {
  static DomainsView of(Mesh mesh) {
    return new DomainsView(mesh.clusterDomain(), mesh.trustDomain());
  }
}
