/** Certificates come from somebody who signs requests: offline, or in a ceremony. */
package dev.meshgen.authority.csr;
