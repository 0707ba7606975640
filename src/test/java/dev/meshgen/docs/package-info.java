/**
 * Keeps the README true: what stands between {@code <!-- generated: NAME -->} and {@code <!-- end:
 * NAME -->} is written from the sources it describes, its quickstart is run, its links lead
 * somewhere.
 *
 * <p>{@code mvn test -Dtest=GeneratedPartsTest -Ddocs.update=true} rewrites the generated parts.
 */
package dev.meshgen.docs;
