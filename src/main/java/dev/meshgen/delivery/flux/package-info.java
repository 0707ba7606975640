/** A Flux in every cluster: {@link dev.meshgen.delivery.flux.Flux}. */
package dev.meshgen.delivery.flux;
