/**
 * Addresses: IP addresses, ranges, host names and HTTPS addresses, and whether others can reach
 * them. The one answer for the spec, for credentials and for gateways.
 */
package dev.meshgen.net;
