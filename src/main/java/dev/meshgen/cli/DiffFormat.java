package dev.meshgen.cli;

/** How a comparison is printed. */
enum DiffFormat {
  TEXT,
  MARKDOWN,
  JSON,
  SARIF,
  GITHUB,
  GITLAB,
  JUNIT,
  LABELS,
  CODEOWNERS
}
