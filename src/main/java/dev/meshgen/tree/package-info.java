/**
 * The generated tree in memory: path to bytes. {@link dev.meshgen.tree.Layout} is the only place
 * that spells a path of it. A file is ours if its first line says so ({@link
 * dev.meshgen.tree.Header}).
 */
package dev.meshgen.tree;
