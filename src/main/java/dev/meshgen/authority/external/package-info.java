/** Something outside of the tree issues certificates. */
package dev.meshgen.authority.external;
