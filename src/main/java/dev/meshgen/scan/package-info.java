/** Secrets in the clear: the last look at every file of a tree before it may be written. */
package dev.meshgen.scan;
