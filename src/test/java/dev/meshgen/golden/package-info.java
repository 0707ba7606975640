/**
 * The approved tree of each example, and what must hold of every tree.
 *
 * <p>To add a case, add a folder to {@code examples/} and run the tests with {@code
 * -Dgolden.update=true}; then read what it wrote to {@code golden/} as a reviewer would.
 */
package dev.meshgen.golden;
