package dev.meshgen.model;

/**
 * Ports of a gateway's load balancer.
 *
 * @param tls for other networks
 * @param istiod for the configuration and certificates of remotes
 * @param webhook for the webhooks of remotes
 * @param status for health checks
 */
public record EastWestPorts(
    Located<Integer> tls,
    Located<Integer> istiod,
    Located<Integer> webhook,
    Located<Integer> status) {}
