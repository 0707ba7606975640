package dev.meshgen.model;

import java.util.Objects;

/**
 * Somebody who may sign the locks of a tree.
 *
 * @param name for people, such as an e-mail address
 * @param key the line of a {@code .pub} file of OpenSSH; not yet known to be well-formed
 */
public record LockSigner(String name, Located<String> key) {
  public LockSigner {
    Objects.requireNonNull(name);
    Objects.requireNonNull(key);
  }
}
