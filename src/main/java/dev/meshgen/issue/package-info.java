/**
 * What is sealed, kept, or issued again: the only code that signs and seals for a mesh.
 *
 * <p>A sealed file is issued once and then copied byte for byte. {@link
 * dev.meshgen.issue.IssueSecrets} decides from public facts alone which are still right, and opens
 * a key only when one is not.
 *
 * <p>The way of a private key from its birth to the disk: {@code pki.CertificateIssuer} makes it in
 * a {@link dev.meshgen.pki.CertificateAuthority}, which is closed after use and hands out its PEM
 * only as {@link dev.meshgen.bytes.SecretBytes}; {@code RootKey} or {@code CacertsSecret} puts it
 * into a {@link dev.meshgen.seal.SecretManifest}; {@code SealSecret} seals that through {@link
 * dev.meshgen.seal.sops.SopsFile}; what follows are ciphertext and public facts: {@link
 * dev.meshgen.issue.Issued}, the tree, {@code output.Writer}. Back into memory it comes through
 * {@code SealedFileOpener}: a key that signs, in {@code IssueRoot} and {@code ImportedSigner}; a
 * token whose API server moves, in {@code IssueRemotes}; an intermediate that has something to be
 * added to it, in {@code RebundleRoots} and {@code PlaceRevocations}; what somebody else sealed, in
 * {@code AdoptSealed}. {@code VerifyKept} asks the keys at hand itself, to compare what stays with
 * its lock; so does {@code verify.OpenedFiles} where there is a tree and no spec.
 *
 * <p>A key that was made elsewhere begins in {@code authority.files}, and goes on in the same way.
 */
package dev.meshgen.issue;
