package dev.meshgen.platform;

/**
 * Whose load balancers a cluster has, where its platform does not say.
 *
 * @param id the word that the spec uses
 * @param title its usual name
 */
public record Provider(String id, String title, LoadBalancers loadBalancers) {}
