package dev.meshgen.diagnostic;

/**
 * Every problem meshgen can report in what a user gave it.
 *
 * <p>An id is never reused or renumbered: people put it into suppressions and search for it. The
 * hundreds group by stage: 01 reading YAML, 02 schema, 03 mesh and names, 04 versions, 05 networks,
 * 06 trust, 07 recipients, 08 Helm values, 09 delivery, 10 committed tree and locks, 11 credentials.
 */
public enum Code {
  YAML_SYNTAX("MG0101", Severity.ERROR, "the file is not well-formed YAML"),
  DUPLICATE_KEY("MG0102", Severity.ERROR, "a key stands twice in one mapping"),
  ALIAS("MG0103", Severity.ERROR, "an alias or merge key, which a spec may not use"),
  TAG("MG0104", Severity.ERROR, "an explicit YAML tag, which a spec may not use"),
  ENCODING("MG0105", Severity.ERROR, "bytes that are not UTF-8, or characters YAML forbids"),
  TAB("MG0106", Severity.ERROR, "a tab used for indentation"),
  TOO_LARGE("MG0107", Severity.ERROR, "a file too large or nested too deeply"),
  AMBIGUOUS_SCALAR(
      "MG0108", Severity.ERROR, "an unquoted word that YAML 1.1 and YAML 1.2 read differently"),
  NOT_A_MAPPING("MG0109", Severity.ERROR, "a document or key that is not what a spec consists of"),

  UNKNOWN_KIND("MG0201", Severity.ERROR, "an apiVersion or kind meshgen does not know"),
  UNKNOWN_FIELD("MG0202", Severity.ERROR, "a field the schema does not have"),
  WRONG_TYPE("MG0203", Severity.ERROR, "a value of the wrong type"),
  UNKNOWN_VALUE("MG0204", Severity.ERROR, "a value that is not one of those allowed"),
  MISSING_FIELD("MG0205", Severity.ERROR, "a required field is missing"),
  BAD_FORMAT("MG0206", Severity.ERROR, "a value that does not have the form the field requires"),
  OUT_OF_BOUNDS("MG0207", Severity.ERROR, "too many, too few, too large or too small"),

  NO_MESH("MG0301", Severity.ERROR, "no Mesh document"),
  SEVERAL_MESHES("MG0302", Severity.ERROR, "more than one Mesh document"),
  NO_CLUSTER("MG0303", Severity.ERROR, "no Cluster document"),
  DUPLICATE_CLUSTER("MG0304", Severity.ERROR, "two clusters of one name"),
  OVERRIDE_MATCHES_NOTHING(
      "MG0305", Severity.WARNING, "an override whose labels match no cluster"),

  VALUE_OWNED(
      "MG0801", Severity.ERROR, "a Helm value that the identity of the mesh rests on"),
  VALUE_UNKNOWN("MG0802", Severity.WARNING, "a Helm value that the chart does not read"),
  VALUE_REFUSED("MG0803", Severity.ERROR, "a Helm value with which the chart does not render"),
  UNKNOWN_RELEASE("MG0804", Severity.ERROR, "values of a release that meshgen does not install"),
  ;

  private final String id;
  private final Severity severity;
  private final String summary;

  Code(String id, Severity severity, String summary) {
    this.id = id;
    this.severity = severity;
    this.summary = summary;
  }

  /** The stable identifier, {@code MG} and four digits. */
  public String id() {
    return id;
  }

  public Severity severity() {
    return severity;
  }

  /** One line for the table of diagnostics; lower case, no period. */
  public String summary() {
    return summary;
  }
}
