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
  OVERRIDE_MATCHES_NOTHING("MG0305", Severity.WARNING, "an override whose labels match no cluster"),

  VALUE_OWNED("MG0801", Severity.ERROR, "a Helm value that the identity of the mesh rests on"),
  VALUE_UNKNOWN("MG0802", Severity.WARNING, "a Helm value that the chart does not read"),
  VALUE_REFUSED("MG0803", Severity.ERROR, "a Helm value with which the chart does not render"),
  UNKNOWN_RELEASE("MG0804", Severity.ERROR, "values of a release that meshgen does not install"),

  SEALED_LOST("MG1001", Severity.ERROR, "a sealed file that its lock names is missing"),
  SEALED_CHANGED("MG1002", Severity.ERROR, "a sealed file differs from what its lock recorded"),
  LOCK_LOST("MG1003", Severity.ERROR, "a sealed file that no lock names"),
  ROOT_CHANGED("MG1004", Severity.ERROR, "a change that would replace the root"),
  NOT_DISCOVERABLE(
      "MG1005", Severity.WARNING, "a cluster whose services no other cluster sees yet"),
  IDENTITY_NEEDED("MG1006", Severity.ERROR, "a sealed file has to be opened, and no identity does"),
  FROZEN("MG1007", Severity.ERROR, "--frozen or --check, and something would have to be issued"),
  FOREIGN_FILE(
      "MG1008", Severity.ERROR, "something meshgen did not write stands where a file would go"),
  LOCK_MALFORMED("MG1009", Severity.ERROR, "a meshgen.lock that cannot be read"),
  CERTIFICATE_EXPIRES("MG1010", Severity.WARNING, "a certificate near its end, or past it"),
  ROOT_ENDS_FIRST("MG1011", Severity.WARNING, "an intermediate cut short by the end of its root"),
  FOREIGN_ISSUER("MG1012", Severity.ERROR, "an intermediate that another root issued"),
  SEALED_UNREADABLE(
      "MG1013", Severity.ERROR, "a sealed file that does not open, or holds something else"),
  RECIPIENT_REMOVED("MG1014", Severity.WARNING, "a removed recipient who may know what was sealed"),
  SECRET_IN_CLEAR("MG1015", Severity.ERROR, "something like a private key or token, in the clear"),
  FOREIGN_MESH("MG1016", Severity.ERROR, "an output folder that belongs to another mesh"),

  CREDENTIAL_UNREADABLE("MG1101", Severity.ERROR, "a credential that cannot be read at all"),
  CREDENTIAL_FORM("MG1102", Severity.ERROR, "a credential in none of the accepted forms"),
  CREDENTIAL_FIELD("MG1103", Severity.ERROR, "a field of a credential that cannot be used"),
  CREDENTIAL_CONTEXT("MG1104", Severity.ERROR, "a kubeconfig of which no one context can be used"),
  CREDENTIAL_EXEC("MG1105", Severity.ERROR, "a kubeconfig that runs a command to log in"),
  CREDENTIAL_AUTH_PROVIDER("MG1106", Severity.ERROR, "a kubeconfig with an auth provider"),
  CREDENTIAL_FILE_REFERENCE(
      "MG1107", Severity.ERROR, "a kubeconfig that refers to a file istiod does not have"),
  CREDENTIAL_OTHER_LOGIN(
      "MG1108", Severity.ERROR, "a login other than a token, or one that acts as somebody else"),
  CREDENTIAL_INSECURE("MG1109", Severity.ERROR, "a kubeconfig that does not verify the API server"),
  CREDENTIAL_NO_TOKEN("MG1110", Severity.ERROR, "a credential without its token"),
  CREDENTIAL_PRIVATE_KEY("MG1111", Severity.ERROR, "a private key where certificates belong"),
  TOKEN_DAMAGED("MG1112", Severity.ERROR, "a token that is incomplete or not a token"),
  TOKEN_OPAQUE("MG1113", Severity.WARNING, "a token that does not say whose it is"),
  TOKEN_SUBJECT("MG1114", Severity.ERROR, "a token of another account than Istio's reader"),
  TOKEN_EXPIRES("MG1115", Severity.ERROR, "a token that expires"),
  TOKEN_EXPIRES_ALLOWED("MG1116", Severity.WARNING, "a token that expires, as was allowed"),
  TOKEN_EXPIRED("MG1117", Severity.ERROR, "a token that has expired"),
  TOKEN_FILED_TWICE(
      "MG1118", Severity.WARNING, "a credential that is already filed under another cluster"),
  API_SERVER_MISSING("MG1119", Severity.ERROR, "an API server whose address is not known"),
  API_SERVER_ADDRESS("MG1120", Severity.ERROR, "an API server address that istiod cannot use"),
  API_SERVER_LOCAL(
      "MG1121", Severity.ERROR, "an address that means another place wherever it is used"),
  API_SERVER_CA_MISSING(
      "MG1122", Severity.ERROR, "an API server whose certificate authority is not known"),
  API_SERVER_CA("MG1123", Severity.ERROR, "a certificate authority that istiod cannot use"),
  CREDENTIAL_OVERRULED(
      "MG1124", Severity.WARNING, "a credential that disagrees with the spec, which wins"),
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
