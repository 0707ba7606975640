/** cert-manager in each cluster issues its intermediate. */
package dev.meshgen.authority.certmanager;
