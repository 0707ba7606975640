package dev.meshgen.model;

import java.util.Optional;

/**
 * Ports of a gateway's load balancer, where they differ from the usual ones.
 *
 * @param tls for other networks
 * @param istiod for the configuration and certificates of remotes
 * @param webhook for the webhooks of remotes
 * @param status for health checks
 */
public record EastWestPorts(
    Optional<Integer> tls,
    Optional<Integer> istiod,
    Optional<Integer> webhook,
    Optional<Integer> status) {}
