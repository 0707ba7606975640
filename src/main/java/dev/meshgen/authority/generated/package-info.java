/** meshgen signs, with a root whose key is sealed in the tree. */
package dev.meshgen.authority.generated;
