package dev.meshgen.platform;

/**
 * A mode in which the platform keeps Pods off its nodes.
 *
 * @param noAgents why no agent of Istio runs on the nodes
 * @param standard what else to run the cluster as
 * @param sidecarsRefused what becomes of injected Pods, unless
 * @param sidecarsAdmitted what the cluster has to be
 */
public record Autopilot(
    String noAgents, String standard, String sidecarsRefused, String sidecarsAdmitted) {}
