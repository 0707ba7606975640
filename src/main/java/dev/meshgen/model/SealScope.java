package dev.meshgen.model;

import java.util.Locale;

/** Where in a cluster a controller of Sealed Secrets opens what was sealed for it. */
public enum SealScope {
  /** In one namespace, under one name. */
  STRICT,
  /** In one namespace, under any name. */
  NAMESPACE_WIDE,
  /** Anywhere. */
  CLUSTER_WIDE;

  /** As a spec, a lock and kubeseal name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What an object says of its scope by an annotation; the narrowest has none. */
  public boolean isAnnotated() {
    return this != STRICT;
  }

  /** The scope of that name. */
  public static SealScope of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
