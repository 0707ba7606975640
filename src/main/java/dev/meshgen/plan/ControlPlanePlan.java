package dev.meshgen.plan;

import java.util.Optional;

/**
 * A cluster's role in the control plane.
 *
 * @param remoteOf set for a remote
 * @param hosting set for a cluster outside of the mesh that hosts its istiod
 * @param trust where its certificates come from
 * @param trustDomainAlias whether its istiods need the mesh's trust domain as an alias, for
 *     clusters whose mesh configuration they do not find
 */
public record ControlPlanePlan(
    Optional<RemotePlan> remoteOf,
    Optional<HostingPlan> hosting,
    TrustPlan trust,
    boolean trustDomainAlias) {}
