package dev.meshgen.cli;

/** How a comparison is printed. */
enum DiffFormat {
  TEXT,
  MARKDOWN,
  HTML,
  JSON,
  SARIF,
  GITHUB,
  GITLAB,
  JUNIT,
  LABELS,
  CODEOWNERS
}
