/**
 * Everything that meshgen knows of platforms: one class per platform behind {@link
 * dev.meshgen.platform.Platform}. It knows what its load balancers take and get, where health
 * checks come from, what charts need to know of its nodes, and what must be prepared. No other
 * package asks which platform it is; rules, plan and report ask the platform for facts and words.
 *
 * <p>To add a platform: its word in {@code schemas/cluster.schema.json} and in {@link
 * dev.meshgen.model.PlatformName}, its class, and a line in {@link dev.meshgen.platform.Platforms}.
 * A class says what differs; its load balancers are a table, or those of {@code AnyCloud}.
 *
 * <p>To add a field of the load balancer on a platform: the field below {@code
 * eastWest.loadBalancer} in {@code schemas/cluster.schema.json}, and a row in the platform's table.
 * Between the two it is carried by name; from the row follows that other platforms do not support
 * it, and that users may not set its annotation.
 *
 * <p>The verbs of such a table: {@code set} writes an annotation that is always there, {@code
 * setWith} one that comes with a field, {@code setForPorts} one for each port; {@code take} makes a
 * field of the spec an annotation, {@code takeAddresses} the addresses; {@code own} reserves
 * annotations for a field whether they are written or not; {@code changeTls} and {@code
 * changeTlsAmongOthers} name those that do not let TLS through; {@code checked} says where health
 * checks come from.
 *
 * <p>To add the load balancers of another cloud: a table like that of {@code AnyCloud}.
 */
package dev.meshgen.platform;
