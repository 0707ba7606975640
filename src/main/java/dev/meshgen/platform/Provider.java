package dev.meshgen.platform;

/**
 * The load balancer provider of a cluster, where its platform does not determine it.
 *
 * @param id the word that the spec uses
 * @param title its usual name
 */
public record Provider(String id, String title, LoadBalancers loadBalancers) {}
