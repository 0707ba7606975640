package dev.meshgen.issue;

/** What a step changes in the clusters that take it: what they trust, or what signs for them. */
enum RootChange {
  TRUST_NEW,
  DISTRUST_NEW,
  SIGN_BY_NEW,
  SIGN_BY_OLD,
  DISTRUST_OLD,
  TRUST_OLD;

  /** Whether it replaces intermediates, and so needs a key. */
  boolean signs() {
    return this == SIGN_BY_NEW || this == SIGN_BY_OLD;
  }

  ClusterRoots in(ClusterRoots before, String old, String next) {
    return switch (this) {
      case TRUST_NEW -> before.trusting(next);
      case DISTRUST_NEW -> before.distrusting(next);
      case SIGN_BY_NEW -> before.signedBy(next);
      case SIGN_BY_OLD -> before.signedBy(old);
      case DISTRUST_OLD -> before.distrusting(old);
      case TRUST_OLD -> before.trusting(old);
    };
  }
}
