/**
 * The mesh as typed values: records that hold what the spec says, and nothing that computes.
 *
 * <p>Names are the spec's. Small value types ({@link dev.meshgen.net.Cidr}, {@link
 * dev.meshgen.model.Validity}) know their own text form.
 */
package dev.meshgen.model;
