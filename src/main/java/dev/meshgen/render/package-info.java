/**
 * The plan, written down with the templates in {@code templates/}. Decides nothing.
 *
 * <p>A template sees one view record and nothing else; see {@link dev.meshgen.render.Templates} for
 * what it may say. A new file is a template, its view record, and a line in the class that renders
 * its part of the tree.
 */
package dev.meshgen.render;
