package dev.meshgen.tree;

import dev.meshgen.diagnostic.IoReason;
import java.io.IOException;
import java.nio.file.Path;

/** The output folder could not be read or written. Says what was tried, on what, and why not. */
public final class TreeException extends Exception {
  private static final long serialVersionUID = 1;

  public TreeException(String message) {
    super(message);
  }

  private TreeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** "cannot write rendered/README.md: No space left on device". */
  public static TreeException of(String operation, Path path, IOException cause) {
    return new TreeException("cannot " + operation + " " + path + ": " + IoReason.of(cause), cause);
  }
}
