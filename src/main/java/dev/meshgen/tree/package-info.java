/**
 * The generated tree in memory: path to bytes. A file is ours if its first line says so ({@link
 * dev.meshgen.tree.Header}).
 */
package dev.meshgen.tree;
