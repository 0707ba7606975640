/** Certificates come from somebody who signs requests: off line, or in a ceremony. */
package dev.meshgen.authority.csr;
