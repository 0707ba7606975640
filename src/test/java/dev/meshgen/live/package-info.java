/**
 * Whether what meshgen renders forms a mesh: real API servers, istiods and Envoys, as plain
 * processes, and requests through them. {@code .ci/live} builds the programs and runs the profile
 * {@code live}; it takes root, for network namespaces.
 *
 * <p>A scenario is one class in {@code scenario}. It runs in a {@code Sandbox}, a process with its
 * own namespaces, so that nothing of it is left whatever ends it. In there a {@code Lab} starts
 * clusters: {@code KubeCluster} the servers, {@code Kubelet}, {@code KubeProxy}, {@code
 * NameServer}, {@code LiveNetworkPolicies} and {@code LiveLoadBalancers} what nodes and clouds do.
 * {@code LiveMesh} is a repository with a spec, to which the {@code meshgen} command is applied as
 * by a user, and its tree as by Argo CD.
 */
package dev.meshgen.live;
