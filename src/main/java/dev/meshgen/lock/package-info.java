/**
 * The lock files: what is sealed, for whom, and what runs, in one canonical form of YAML. Public
 * data only.
 */
package dev.meshgen.lock;
