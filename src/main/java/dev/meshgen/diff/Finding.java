package dev.meshgen.diff;

/**
 * What a rule says of a change.
 *
 * @param object in words that the clusters of the change share
 * @param field that made the rule apply, in such words; empty for the whole object
 */
public record Finding(ChangeRule rule, ObjectId object, String field) {}
