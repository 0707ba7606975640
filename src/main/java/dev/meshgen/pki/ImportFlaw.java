package dev.meshgen.pki;

/** What can be wrong with a certificate or key that somebody else made. */
public enum ImportFlaw {
  /** A file is missing, or one too many. */
  FILES,
  /** A certificate cannot be read. */
  CERTIFICATE,
  /** A private key cannot be read, or is not one. */
  KEY,
  /** A PKCS#12 file cannot be read. */
  KEY_STORE,
  /** The key belongs to another certificate. */
  MISMATCH,
  /** A certificate may not sign others. */
  AUTHORITY,
  /** A certificate of an authority that istiod or a peer refuses nevertheless. */
  REFUSED,
  /** A certificate says of its issuer what is not true of it. */
  ISSUER,
  /** The certificates do not lead to a root. */
  CHAIN,
  /** A certificate is not that of a root. */
  ROOT,
  /** A path length leaves no room for what is to be signed. */
  PATH_LENGTH,
  /** Expired, or not valid yet. */
  VALIDITY,
  /** A key or signature that proxies do not accept. */
  ALGORITHM,
  /** The password of a private key is missing or wrong. */
  PASSWORD,
  /** Lists of revoked certificates that istiod refuses, or that proxies would. */
  REVOCATIONS,
  /** A key store with several private keys. */
  ENTRIES,
  /** A key store without one that can be read. */
  NO_ENTRY,
  /** Several certificates answer one request. */
  ANSWERS,
  /** The certificates lead to another root than that of the mesh. */
  OTHER_ROOT
}
