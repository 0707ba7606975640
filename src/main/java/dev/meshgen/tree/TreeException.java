package dev.meshgen.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The output folder could not be read or written. Says what was tried, on what, and why not. */
public final class TreeException extends Exception {
  private static final long serialVersionUID = 1;

  TreeException(String message) {
    super(message);
  }

  private TreeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** "cannot write rendered/README.md: No space left on device". */
  static TreeException of(String operation, Path path, IOException cause) {
    return new TreeException("cannot " + operation + " " + path + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "something already stands there";
    }
    if (cause instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (cause instanceof FileSystemLoopException) {
      return "a loop of symbolic links";
    }
    if (cause instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
