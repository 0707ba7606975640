/**
 * Keeps the documentation true: what lies between {@code <!-- generated: NAME -->} and {@code <!--
 * end: NAME -->} of a page is written from the sources it describes, the README's quickstart and
 * the migration guide are run, every link leads somewhere.
 *
 * <p>{@code mvn test -Dtest=GeneratedPartsTest -Ddocs.update=true} rewrites the generated parts.
 */
package dev.meshgen.docs;
