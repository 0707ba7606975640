/** Who signs: what a tree holds, and what istiod waits for, with each authority. */
package dev.meshgen.authority;
