package dev.meshgen.delivery;

/**
 * A setting on which the objects of an engine that are in place depend.
 *
 * @param field of the spec, as a path below the Mesh
 * @param value of it
 * @param consequence of changing it in one step; a clause without period
 */
public record AnchoredSetting(String field, String value, String consequence) {}
