/**
 * What a person hands over about a cluster becomes the remote secret that Istio's istiod accepts.
 *
 * <p>{@link dev.meshgen.credential.CredentialReader} recognises the form it came in, {@link
 * dev.meshgen.credential.CheckCredential} compares it with the cluster's spec, {@link
 * dev.meshgen.credential.RemoteSecret} writes it down, {@link dev.meshgen.credential.RemoteFacts}
 * is what of it may be published. A new form is one class beside {@code KubeconfigForm} and one
 * line in {@code CredentialReader}.
 *
 * <p>What is handed over is secret. Diagnostics name the file and the field and never quote a
 * value, except names, hosts and subjects that {@code QuotableText} lets pass; they carry no line,
 * so that no printer shows the line. Parsing goes through strings, which cannot be erased; what is
 * kept for longer is {@link dev.meshgen.bytes.SecretBytes}.
 *
 * <p>Stricter than istiod on purpose: only tokens. A client certificate cannot be revoked before it
 * expires, a password is a person's, an OIDC login renews itself with a refresh token that should
 * not leave its owner. A token of the reader's ServiceAccount ends with its Secret.
 */
package dev.meshgen.credential;
