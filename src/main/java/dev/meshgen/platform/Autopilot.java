package dev.meshgen.platform;

/**
 * A mode in which the platform keeps Pods off its nodes.
 *
 * @param title its usual name
 * @param noAgents why Istio's agents cannot run on the nodes
 * @param standard what to use instead
 * @param sidecars the kind of cluster that admits injected Pods, which need NET_ADMIN
 */
public record Autopilot(String title, String noAgents, String standard, String sidecars) {}
