package dev.meshgen.cli;

import java.util.function.UnaryOperator;

/** What the locks of a tree know. */
enum LockFormat {
  /** As they were before they recorded what runs. */
  FIRST {
    @Override
    void leaveIn(Workspace workspace) {
      rewrite(
          workspace,
          text ->
              text.replace("lockVersion: 2", "lockVersion: 1")
                  .replaceFirst("(?s)runs:\n.*?(?=sealed:)", ""));
    }
  },

  /** As they are written. */
  RECORDING {
    @Override
    void leaveIn(Workspace workspace) {}
  };

  /** Brings the locks of a tree that was just rendered into this format. */
  abstract void leaveIn(Workspace workspace);

  private static void rewrite(Workspace workspace, UnaryOperator<String> edit) {
    for (String path : workspace.tree("rendered").keySet()) {
      if (path.matches("clusters/[^/]+/meshgen\\.lock")) {
        workspace.write("rendered/" + path, edit.apply(workspace.read("rendered/" + path)));
      }
    }
  }
}
