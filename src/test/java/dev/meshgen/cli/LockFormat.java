package dev.meshgen.cli;

/** What the locks of a tree know. */
enum LockFormat {
  /** As they were before they recorded what runs. */
  FIRST {
    @Override
    void leaveIn(Workspace workspace) {
      for (String path : workspace.tree("rendered").keySet()) {
        if (path.matches("clusters/[^/]+/meshgen\\.lock")) {
          String text = workspace.read("rendered/" + path);
          workspace.write(
              "rendered/" + path,
              text.replace("lockVersion: 2", "lockVersion: 1")
                  .replaceFirst("(?s)runs:\n.*?(?=sealed:)", ""));
        }
      }
    }
  },

  /** As they are written. */
  RECORDING {
    @Override
    void leaveIn(Workspace workspace) {}
  };

  /** Brings the locks of a tree that was just rendered into this format. */
  abstract void leaveIn(Workspace workspace);
}
