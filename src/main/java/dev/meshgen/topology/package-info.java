/**
 * The mesh derived once: networks, gateways, who reads whom, who calls whom, states. Rules, plan,
 * upgrade, review and report read this, and derive nothing themselves.
 */
package dev.meshgen.topology;
