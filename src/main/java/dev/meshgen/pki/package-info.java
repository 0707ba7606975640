/**
 * Requests for certificates become keys and certificates that istiod accepts, and four files become
 * a list of what istiod or its peers would refuse about them.
 *
 * <p>Reads and writes no file; time and randomness are handed in. The only user of Bouncy Castle's
 * X.509, and of that only the ASN.1 and lightweight curve classes: creating its JCA provider costs
 * more than everything else a run does. RSA comes from the JDK. To add a key kind, add it to {@link
 * dev.meshgen.model.KeyKind} and to {@code SigningKeys}.
 */
package dev.meshgen.pki;
