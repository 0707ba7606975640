/**
 * What is sealed, kept, or issued again: the only code that signs and seals for a mesh.
 *
 * <p>A sealed file is issued once and then copied byte for byte. {@link
 * dev.meshgen.issue.IssueSecrets} decides from public facts alone which are still right, and opens
 * a key only when one is not.
 *
 * <p>The way of a private key: {@code pki.CertificateIssuer} makes it in a {@link
 * dev.meshgen.pki.CertificateAuthority}, which is closed after use and hands out its PEM only as
 * {@link dev.meshgen.bytes.SecretBytes}; one that was made elsewhere begins in {@code
 * authority.files} or {@code cli.SigningKeyOptions}. {@code RootKey} or {@code CacertsSecret} puts
 * it into a {@link dev.meshgen.seal.SecretManifest}. From there it goes one of three ways, as the
 * spec says: {@code SealSecret} seals it through {@link dev.meshgen.seal.sops.SopsFile}; {@code
 * StoreKeeper} writes it to Vault through {@link dev.meshgen.seal.vault.KvStore}, or into a {@code
 * Bundle} of SOPS where Vault is out of reach, and the tree gets a {@link
 * dev.meshgen.seal.vault.StoredFile}, which fetches it; {@code SealForController} seals it for a
 * controller of Sealed Secrets. The root is always sealed with SOPS. What follows are ciphertext
 * and public facts: {@link dev.meshgen.issue.Issued}, the tree, {@code output.Writer}.
 *
 * <p>Only what SOPS seals comes back into memory, through {@code SealedFileOpener}: a key that
 * signs, in {@code IssueRoot} and {@code ImportedSigner}; a token whose API server moves, in {@code
 * IssueRemotes}; an intermediate that has something to be added to it, in {@code RebundleRoots} and
 * {@code PlaceRevocations}; what somebody else sealed, in {@code AdoptSealed}. {@code VerifyKept}
 * opens files itself, to compare what stays with its lock; so does {@code verify.OpenedFiles} where
 * there is a tree and no spec.
 *
 * <p>The age identities that {@code init} makes are another kind of key: {@code cli.NewFolder}
 * writes them in the clear, into files that only their owner can read.
 */
package dev.meshgen.issue;
