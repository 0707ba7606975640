package dev.meshgen.diagnostic;

/**
 * Every problem meshgen can report in what a user gave it.
 *
 * <p>An id is never reused or renumbered: people put it into suppressions and search for it. What
 * it is about is its {@link Theme}.
 */
public enum Code {
  YAML_SYNTAX("MG0101", Theme.SYNTAX, Severity.ERROR, "the file is not well-formed YAML"),
  DUPLICATE_KEY("MG0102", Theme.SYNTAX, Severity.ERROR, "a key stands twice in one mapping"),
  ALIAS("MG0103", Theme.SYNTAX, Severity.ERROR, "an alias or merge key, which a spec may not use"),
  TAG("MG0104", Theme.SYNTAX, Severity.ERROR, "an explicit YAML tag, which a spec may not use"),
  ENCODING(
      "MG0105",
      Theme.SYNTAX,
      Severity.ERROR,
      "bytes that are not UTF-8, or characters YAML forbids"),
  TAB("MG0106", Theme.SYNTAX, Severity.ERROR, "a tab used for indentation"),
  TOO_LARGE("MG0107", Theme.SYNTAX, Severity.ERROR, "a file too large or nested too deeply"),
  AMBIGUOUS_SCALAR(
      "MG0108",
      Theme.SYNTAX,
      Severity.ERROR,
      "an unquoted word that YAML 1.1 and YAML 1.2 read differently"),
  NOT_A_MAPPING(
      "MG0109",
      Theme.SYNTAX,
      Severity.ERROR,
      "a document or key that is not what a spec consists of"),

  UNKNOWN_KIND(
      "MG0201", Theme.SCHEMA, Severity.ERROR, "an apiVersion or kind meshgen does not know"),
  UNKNOWN_FIELD("MG0202", Theme.SCHEMA, Severity.ERROR, "a field the schema does not have"),
  WRONG_TYPE("MG0203", Theme.SCHEMA, Severity.ERROR, "a value of the wrong type"),
  UNKNOWN_VALUE("MG0204", Theme.SCHEMA, Severity.ERROR, "a value that is not one of those allowed"),
  MISSING_FIELD("MG0205", Theme.SCHEMA, Severity.ERROR, "a required field is missing"),
  BAD_FORMAT(
      "MG0206",
      Theme.SCHEMA,
      Severity.ERROR,
      "a value that does not have the form the field requires"),
  OUT_OF_BOUNDS(
      "MG0207", Theme.SCHEMA, Severity.ERROR, "too many, too few, too large or too small"),

  NO_MESH("MG0301", Theme.NAMES, Severity.ERROR, "no Mesh document"),
  SEVERAL_MESHES("MG0302", Theme.NAMES, Severity.ERROR, "more than one Mesh document"),
  NO_CLUSTER("MG0303", Theme.NAMES, Severity.ERROR, "no Cluster document"),
  DUPLICATE_CLUSTER("MG0304", Theme.NAMES, Severity.ERROR, "two clusters of one name"),
  OVERRIDE_MATCHES_NOTHING(
      "MG0305", Theme.NAMES, Severity.WARNING, "an override whose labels match no cluster"),
  NAMESPACE_WITHOUT_INJECTION(
      "MG0306", Theme.NAMES, Severity.ERROR, "a namespace for Istio in which Istio never injects"),
  NAME_NO_FOLDER(
      "MG0307", Theme.NAMES, Severity.ERROR, "a cluster name that is no folder on every system"),
  REMOTE_WITHOUT_PRIMARY(
      "MG0308",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "a remote without a primary, or a primary with one"),
  PRIMARY_UNKNOWN(
      "MG0309", Theme.CONTROL_PLANES, Severity.ERROR, "a primary that the mesh does not have"),
  PRIMARY_REPEATED(
      "MG0310", Theme.CONTROL_PLANES, Severity.ERROR, "a remote that names one primary twice"),
  REMOTE_SETTING(
      "MG0311",
      Theme.CONTROL_PLANES,
      Severity.WARNING,
      "a setting of a remote in whose place its primary's counts"),
  REMOTE_OUTSIDE_VPC(
      "MG0312",
      Theme.PLATFORMS,
      Severity.WARNING,
      "a remote on EKS whose primary may lie outside of its VPC"),
  HOSTING_INCOMPLETE(
      "MG0320",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "an external control plane that lacks a field, or its fields in another role"),
  CONFIG_CLUSTER(
      "MG0321",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "a config cluster that is no remote of its external cluster"),
  HOST_NOT_PUBLIC(
      "MG0322",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "a host for istiod that no public certificate can name"),
  EXTERNAL_BESIDE_OTHERS(
      "MG0323",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "an external control plane beside another control plane"),
  EXTERNAL_NAMESPACE(
      "MG0324",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "an external istiod in the namespace of the Istio beside it"),
  EXTERNAL_GATEWAY(
      "MG0325",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "an east-west gateway in a cluster without workloads of the mesh"),
  ISTIOD_GATEWAY_OPEN(
      "MG0326",
      Theme.GATEWAYS,
      Severity.WARNING,
      "the gateway of an istiod open to the whole internet"),
  EXTERNAL_WITH_SAIL(
      "MG0327",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "the Sail Operator in a mesh with an external control plane"),
  EXTERNAL_WITH_AMBIENT(
      "MG0328",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "ambient in a mesh with an external control plane"),
  EXTERNAL_BLIND(
      "MG0329",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "an external control plane without a way to its config cluster"),

  ISTIO_UNKNOWN(
      "MG0401", Theme.VERSIONS, Severity.ERROR, "an Istio version this meshgen does not know"),
  ISTIO_NEWER_THAN_KNOWN(
      "MG0402",
      Theme.VERSIONS,
      Severity.WARNING,
      "an Istio patch newer than those this meshgen knows"),
  ISTIO_PRE_RELEASE("MG0403", Theme.VERSIONS, Severity.WARNING, "a pre-release of Istio"),
  KUBERNETES_NOT_SUPPORTED(
      "MG0404",
      Theme.VERSIONS,
      Severity.ERROR,
      "a Kubernetes version the Istio version does not support"),
  ISTIO_SUPPORT_ENDED(
      "MG0405", Theme.VERSIONS, Severity.WARNING, "an Istio minor without upstream support"),
  ISTIO_KNOWN_BAD(
      "MG0406",
      Theme.VERSIONS,
      Severity.WARNING,
      "an Istio patch with a known multicluster problem"),
  PRIMARIES_TOO_FAR_APART(
      "MG0407", Theme.VERSIONS, Severity.ERROR, "control planes more than one minor apart"),
  REGISTRY_RETIRED("MG0408", Theme.VERSIONS, Severity.WARNING, "a registry that Istio leaves"),
  CHARTS_NOT_PUBLISHED(
      "MG0409",
      Theme.VERSIONS,
      Severity.ERROR,
      "a chart location that does not have that Istio version"),
  REMOTE_VERSION(
      "MG0410",
      Theme.VERSIONS,
      Severity.ERROR,
      "a remote ahead of its primary, or more than one minor behind"),
  IMAGE_VERSION(
      "MG0411",
      Theme.VERSIONS,
      Severity.ERROR,
      "raw values that run another Istio version than the spec"),
  IMAGE_UNVERSIONED(
      "MG0412",
      Theme.VERSIONS,
      Severity.WARNING,
      "raw values with an image whose Istio version nobody can tell"),

  LOAD_BALANCER_FIELD(
      "MG0420",
      Theme.GATEWAYS,
      Severity.ERROR,
      "something that a platform's load balancers are not asked for"),
  LOAD_BALANCER_ADDRESS(
      "MG0421", Theme.GATEWAYS, Severity.ERROR, "an address that a load balancer cannot get"),
  LOAD_BALANCER_NUMBER(
      "MG0422", Theme.GATEWAYS, Severity.ERROR, "a load balancer asked for too many or too few"),
  GATEWAY_ADDRESS_NOT_ASKED(
      "MG0423",
      Theme.GATEWAYS,
      Severity.WARNING,
      "a promised address that no load balancer is asked for"),
  LOAD_BALANCER_ANNOTATION(
      "MG0424", Theme.GATEWAYS, Severity.ERROR, "an annotation that a field decides"),
  NETWORK_POLICY_TWICE(
      "MG0425",
      Theme.GATEWAYS,
      Severity.WARNING,
      "a NetworkPolicy of a chart beside meshgen's own"),
  PORT_FIXED("MG0426", Theme.GATEWAYS, Severity.ERROR, "a port of a gateway that cannot be moved"),
  PORT_TAKEN(
      "MG0427", Theme.GATEWAYS, Severity.ERROR, "a port of a gateway that another one stands for"),
  REMOTE_HOSTS(
      "MG0428",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "hosts of a remote that are not its primary's"),
  GATEWAY_API(
      "MG0429",
      Theme.GATEWAYS,
      Severity.ERROR,
      "a Gateway that nobody would deploy as it has to be"),
  GATEWAY_ADDRESS_OTHER(
      "MG0430",
      Theme.GATEWAYS,
      Severity.WARNING,
      "a promised address beside others that are asked for"),
  TLS_NOT_PASSED(
      "MG0440",
      Theme.GATEWAYS,
      Severity.ERROR,
      "a load balancer that does not pass TLS on to the gateway as it is"),

  BAD_CIDR("MG0501", Theme.NETWORKS, Severity.ERROR, "a text that is not an address range"),
  CIDR_HOST_BITS("MG0502", Theme.NETWORKS, Severity.ERROR, "an address range with host bits set"),
  CIDR_OVERLAP(
      "MG0503", Theme.NETWORKS, Severity.ERROR, "address ranges that collide within one network"),
  NETWORK_FAMILIES_DIFFER(
      "MG0504",
      Theme.NETWORKS,
      Severity.ERROR,
      "clusters of one network without a common address family"),
  NETWORK_DISAGREES(
      "MG0505", Theme.NETWORKS, Severity.WARNING, "gateways of one network that differ"),
  NETWORK_WITHOUT_GATEWAY(
      "MG0506", Theme.GATEWAYS, Severity.ERROR, "a network that the other networks cannot reach"),
  GATEWAY_WITHOUT_USE(
      "MG0507", Theme.GATEWAYS, Severity.WARNING, "an east-west gateway in a mesh of one network"),
  API_SERVER_UNREACHABLE(
      "MG0508",
      Theme.NETWORKS,
      Severity.ERROR,
      "an API server address that other clusters cannot use"),
  API_SERVER_SHARED(
      "MG0509", Theme.NETWORKS, Severity.ERROR, "one API server address for two clusters"),
  BAD_CA_DATA(
      "MG0510", Theme.NETWORKS, Severity.ERROR, "caData that is not base64 of PEM certificates"),
  CA_DATA_EXPIRED("MG0511", Theme.NETWORKS, Severity.WARNING, "caData with an expired certificate"),
  GATEWAY_ADDRESS(
      "MG0512", Theme.GATEWAYS, Severity.ERROR, "a gateway address that other networks cannot use"),
  GATEWAY_ADDRESS_SHARED(
      "MG0513", Theme.GATEWAYS, Severity.ERROR, "one gateway address for two clusters"),
  GATEWAY_OPEN(
      "MG0514",
      Theme.GATEWAYS,
      Severity.WARNING,
      "an east-west gateway open to the whole internet"),
  HOST_MATCHES_NOTHING(
      "MG0515", Theme.GATEWAYS, Severity.ERROR, "a host pattern that no service can match"),
  PRIMARY_UNREACHABLE(
      "MG0516",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "a primary that its remotes cannot connect to"),
  PLATFORM_UNPREPARED(
      "MG0517",
      Theme.PLATFORMS,
      Severity.WARNING,
      "a platform that needs more than the tree installs"),
  GATEWAY_HIDDEN(
      "MG0518",
      Theme.GATEWAYS,
      Severity.WARNING,
      "an east-west gateway whose Service has no address for others"),
  AUTOPILOT_ELSEWHERE(
      "MG0520", Theme.PLATFORMS, Severity.ERROR, "Autopilot on a platform other than GKE"),
  AUTOPILOT_NODE_AGENT(
      "MG0521",
      Theme.PLATFORMS,
      Severity.ERROR,
      "node agents on GKE Autopilot, which admits none of them"),
  AUTOPILOT_NET_ADMIN(
      "MG0522",
      Theme.PLATFORMS,
      Severity.WARNING,
      "sidecars on GKE Autopilot, which has to be told to admit them"),
  CNI_NEEDED(
      "MG0523",
      Theme.PLATFORMS,
      Severity.ERROR,
      "a cluster without the CNI plugin that it cannot do without"),
  REMOTE_CNI(
      "MG0524", Theme.PLATFORMS, Severity.ERROR, "a remote for which its primary cannot inject"),
  CANARY_INCOMPLETE(
      "MG0530", Theme.VERSIONS, Severity.ERROR, "a canary without its version or its revision"),
  REVISION_SHARED(
      "MG0531",
      Theme.VERSIONS,
      Severity.ERROR,
      "two control planes of one revision in one cluster"),
  CANARY_VERSION(
      "MG0532",
      Theme.VERSIONS,
      Severity.ERROR,
      "a canary older than its cluster, or more than one minor newer"),
  TAG_TARGET(
      "MG0533",
      Theme.VERSIONS,
      Severity.ERROR,
      "a revision tag for a revision that the cluster lacks"),
  TAG_NAME("MG0534", Theme.VERSIONS, Severity.ERROR, "a revision tag whose name cannot be one"),
  TWO_DEFAULTS(
      "MG0535", Theme.VERSIONS, Severity.ERROR, "two control planes that are both the default"),
  NO_DEFAULT(
      "MG0536", Theme.VERSIONS, Severity.WARNING, "control planes of which none is the default"),
  REMOTE_REVISION(
      "MG0537", Theme.VERSIONS, Severity.ERROR, "a remote with a revision that its primary lacks"),
  REVISION_NOT_OF_CHARTS(
      "MG0538",
      Theme.VERSIONS,
      Severity.ERROR,
      "a revision or tag where something else deploys what carries it"),
  REVISION_RESERVED(
      "MG0539", Theme.VERSIONS, Severity.ERROR, "a revision named like the one without a name"),

  HUB_MALFORMED(
      "MG0540", Theme.VERSIONS, Severity.ERROR, "an image hub that no image name can follow"),
  PULL_SECRET_REPEATED(
      "MG0541", Theme.VERSIONS, Severity.ERROR, "a pull secret that stands twice in one list"),
  CHARTS_CERT_SECRET_UNUSED(
      "MG0543",
      Theme.VERSIONS,
      Severity.WARNING,
      "a Secret with certificates, to which Argo CD has no reference"),
  SAIL_VERSION(
      "MG0550",
      Theme.VERSIONS,
      Severity.WARNING,
      "an Istio that the known Sail Operator does not install"),
  SAIL_VALUE_UNKNOWN(
      "MG0551",
      Theme.VALUES,
      Severity.ERROR,
      "a Helm value that the Sail Operator's resource does not have"),
  SAIL_VALUE_TYPE(
      "MG0552",
      Theme.VALUES,
      Severity.ERROR,
      "a Helm value that the Sail Operator does not pass on"),
  SAIL_VALUE_SCOPE(
      "MG0553",
      Theme.VALUES,
      Severity.ERROR,
      "values as the Sail Operator's resource has them, not the chart"),
  SAIL_REVISION(
      "MG0554",
      Theme.VERSIONS,
      Severity.ERROR,
      "a first control plane with a revision beside the Sail Operator"),
  VARIABLE_GONE("MG0570", Theme.VALUES, Severity.WARNING, "a variable that istiod no longer reads"),
  VARIABLE_UNKNOWN(
      "MG0571", Theme.VALUES, Severity.WARNING, "a variable that this istiod does not read"),
  COMPATIBILITY_VERSION(
      "MG0572",
      Theme.VALUES,
      Severity.ERROR,
      "a compatibilityVersion that the charts do not render with"),
  VARIABLE_OVERRULED(
      "MG0573",
      Theme.VALUES,
      Severity.WARNING,
      "a variable that compatibilityVersion sets to something else"),

  INTERMEDIATE_OUTLIVES_ROOT(
      "MG0601",
      Theme.TRUST,
      Severity.ERROR,
      "intermediates that are valid for as long as their root or longer"),
  INTERMEDIATE_TOO_SHORT(
      "MG0602", Theme.TRUST, Severity.ERROR, "intermediates valid for less than 30 days"),
  INTERMEDIATE_SHORT(
      "MG0603",
      Theme.TRUST,
      Severity.WARNING,
      "intermediates valid for less than a workload certificate may be"),
  ROOT_SHORT(
      "MG0604", Theme.TRUST, Severity.WARNING, "a root valid for less than two intermediates"),

  BAD_RECIPIENT(
      "MG0701", Theme.TRUST, Severity.ERROR, "a text that is not an age X25519 recipient"),
  ROOT_RECIPIENT_SHARED(
      "MG0702",
      Theme.TRUST,
      Severity.ERROR,
      "a recipient of the root key that also opens something else"),
  RECIPIENT_REPEATED(
      "MG0703", Theme.TRUST, Severity.WARNING, "a recipient that stands twice in one list"),
  DISCOVERY_NEEDS_SECOND_KEY(
      "MG0704", Theme.TRUST, Severity.WARNING, "a Flux whose recipients do not open discovery/"),
  HUB_OPENS_EVERYTHING(
      "MG0705",
      Theme.TRUST,
      Severity.WARNING,
      "recipients per cluster under one Argo CD that opens them all"),

  VALUE_OWNED(
      "MG0801",
      Theme.VALUES,
      Severity.ERROR,
      "a Helm value that the identity of the mesh rests on"),
  VALUE_UNKNOWN(
      "MG0802", Theme.VALUES, Severity.WARNING, "a Helm value that the chart does not read"),
  VALUE_REFUSED(
      "MG0803", Theme.VALUES, Severity.ERROR, "a Helm value with which the chart does not render"),

  APPLICATION_NAMES_COLLIDE(
      "MG0901",
      Theme.DELIVERY,
      Severity.ERROR,
      "clusters whose Argo CD Applications would share a name"),
  APPLICATION_NAME_TOO_LONG(
      "MG0902",
      Theme.DELIVERY,
      Severity.ERROR,
      "a cluster name too long for its Argo CD Applications"),
  DESTINATION_SHARED(
      "MG0903", Theme.DELIVERY, Severity.ERROR, "one Argo CD destination for two clusters"),
  DELIVERY_PATH(
      "MG0904", Theme.DELIVERY, Severity.ERROR, "a folder that is not one of the repository's own"),
  CREDENTIALS_IN_ADDRESS(
      "MG0905",
      Theme.DELIVERY,
      Severity.ERROR,
      "an address with credentials, which would reach Git in the clear"),
  PROJECT_NOT_OWN(
      "MG0906", Theme.DELIVERY, Severity.ERROR, "an AppProject that belongs to Argo CD itself"),
  ENDPOINT_SLICES_EXCLUDED(
      "MG0907",
      Theme.DELIVERY,
      Severity.WARNING,
      "remotes, whose EndpointSlices Argo CD leaves out by default"),

  SEALED_LOST("MG1001", Theme.TREE, Severity.ERROR, "a sealed file that its lock names is missing"),
  SEALED_CHANGED(
      "MG1002", Theme.TREE, Severity.ERROR, "a sealed file differs from what its lock recorded"),
  LOCK_LOST("MG1003", Theme.TREE, Severity.ERROR, "a sealed file that no lock names"),
  ROOT_CHANGED("MG1004", Theme.TREE, Severity.ERROR, "a change that would replace the root"),
  NOT_DISCOVERABLE(
      "MG1005", Theme.TREE, Severity.WARNING, "a cluster whose services no other cluster sees yet"),
  IDENTITY_NEEDED(
      "MG1006", Theme.TREE, Severity.ERROR, "a sealed file has to be opened, and no identity does"),
  FROZEN(
      "MG1007",
      Theme.TREE,
      Severity.ERROR,
      "--frozen or --check, and something would have to be issued"),
  FOREIGN_FILE(
      "MG1008",
      Theme.TREE,
      Severity.ERROR,
      "something meshgen did not write stands where a file would go"),
  LOCK_MALFORMED("MG1009", Theme.TREE, Severity.ERROR, "a meshgen.lock that cannot be read"),
  CERTIFICATE_EXPIRES(
      "MG1010", Theme.TREE, Severity.WARNING, "a certificate near its end, or past it"),
  ROOT_ENDS_FIRST(
      "MG1011", Theme.TREE, Severity.WARNING, "an intermediate cut short by the end of its root"),
  FOREIGN_ISSUER("MG1012", Theme.TREE, Severity.ERROR, "an intermediate that another root issued"),
  SEALED_UNREADABLE(
      "MG1013",
      Theme.TREE,
      Severity.ERROR,
      "a sealed file that does not open, or holds something else"),
  RECIPIENT_REMOVED(
      "MG1014", Theme.TREE, Severity.WARNING, "a removed recipient who may know what was sealed"),
  SECRET_IN_CLEAR(
      "MG1015", Theme.TREE, Severity.ERROR, "something like a private key or token, in the clear"),
  FOREIGN_MESH(
      "MG1016", Theme.TREE, Severity.ERROR, "an output folder that belongs to another mesh"),
  ROOT_UNUSABLE(
      "MG1017", Theme.TREE, Severity.ERROR, "a root that can sign no intermediate any more"),
  RECIPIENTS_DIFFER(
      "MG1018",
      Theme.TREE,
      Severity.ERROR,
      "a sealed file that others can open than its lock says"),

  CREDENTIAL_UNREADABLE(
      "MG1101", Theme.CREDENTIALS, Severity.ERROR, "a credential that cannot be read at all"),
  CREDENTIAL_FORM(
      "MG1102", Theme.CREDENTIALS, Severity.ERROR, "a credential in none of the accepted forms"),
  CREDENTIAL_FIELD(
      "MG1103", Theme.CREDENTIALS, Severity.ERROR, "a field of a credential that cannot be used"),
  CREDENTIAL_CONTEXT(
      "MG1104",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a kubeconfig of which no one context can be used"),
  CREDENTIAL_EXEC(
      "MG1105", Theme.CREDENTIALS, Severity.ERROR, "a kubeconfig that runs a command to log in"),
  CREDENTIAL_AUTH_PROVIDER(
      "MG1106", Theme.CREDENTIALS, Severity.ERROR, "a kubeconfig with an auth provider"),
  CREDENTIAL_FILE_REFERENCE(
      "MG1107",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a kubeconfig that refers to a file istiod does not have"),
  CREDENTIAL_OTHER_LOGIN(
      "MG1108",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a login other than a token, or one that acts as somebody else"),
  CREDENTIAL_INSECURE(
      "MG1109",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a kubeconfig that does not verify the API server"),
  CREDENTIAL_NO_TOKEN(
      "MG1110", Theme.CREDENTIALS, Severity.ERROR, "a credential without its token"),
  CREDENTIAL_PRIVATE_KEY(
      "MG1111", Theme.CREDENTIALS, Severity.ERROR, "a private key where certificates belong"),
  TOKEN_DAMAGED(
      "MG1112", Theme.CREDENTIALS, Severity.ERROR, "a token that is incomplete or not a token"),
  TOKEN_OPAQUE(
      "MG1113", Theme.CREDENTIALS, Severity.WARNING, "a token that does not say whose it is"),
  TOKEN_SUBJECT(
      "MG1114",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a token of another account than Istio's reader"),
  TOKEN_EXPIRES("MG1115", Theme.CREDENTIALS, Severity.ERROR, "a token that expires"),
  TOKEN_EXPIRES_ALLOWED(
      "MG1116", Theme.CREDENTIALS, Severity.WARNING, "a token that expires, as was allowed"),
  TOKEN_EXPIRED("MG1117", Theme.CREDENTIALS, Severity.ERROR, "a token that has expired"),
  TOKEN_FILED_TWICE(
      "MG1118",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "a credential that is already filed under another cluster"),
  API_SERVER_MISSING(
      "MG1119", Theme.CREDENTIALS, Severity.ERROR, "an API server whose address is not known"),
  API_SERVER_ADDRESS(
      "MG1120", Theme.CREDENTIALS, Severity.ERROR, "an API server address that istiod cannot use"),
  API_SERVER_LOCAL(
      "MG1121",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "an address that means another place wherever it is used"),
  API_SERVER_CA_MISSING(
      "MG1122",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "an API server whose certificate authority is not known"),
  API_SERVER_CA(
      "MG1123",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a certificate authority that istiod cannot use"),
  CREDENTIAL_OVERRULED(
      "MG1124",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "a credential that disagrees with the spec, which wins"),
  CREDENTIAL_OF_OTHER(
      "MG1125",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "a credential for the API server of another cluster"),

  REMOTE_LEAVES("MG1201", Theme.LIFECYCLE, Severity.ERROR, "a remote that drains or is detached"),
  PRIMARY_LEAVES_REMOTES(
      "MG1202",
      Theme.LIFECYCLE,
      Severity.ERROR,
      "a primary that drains or is detached and still has remotes"),
  LAST_GATEWAY_LEAVES(
      "MG1203",
      Theme.LIFECYCLE,
      Severity.ERROR,
      "the only gateway of a network, in a cluster that leaves"),
  DETACHED_UNDRAINED(
      "MG1204",
      Theme.LIFECYCLE,
      Severity.WARNING,
      "a cluster that is detached while the others still discover it"),
  CONTROL_PLANE_REPLACED(
      "MG1205",
      Theme.LIFECYCLE,
      Severity.WARNING,
      "a control plane that another replaces under its workloads"),
  TRUST_DOMAIN_CHANGED(
      "MG1206",
      Theme.LIFECYCLE,
      Severity.WARNING,
      "a trust domain that changes under running workloads"),
  GATEWAY_JOINS(
      "MG1207",
      Theme.GATEWAYS,
      Severity.WARNING,
      "a network whose only gateway is in a cluster that still joins"),
  STATE_WITHOUT_DISCOVERY(
      "MG1208",
      Theme.LIFECYCLE,
      Severity.WARNING,
      "a state that changes nothing without discovery"),
  STATE_OF_MANY(
      "MG1209", Theme.LIFECYCLE, Severity.WARNING, "one state, not active, for several clusters"),
  REMOTE_SEPARATED(
      "MG1210",
      Theme.LIFECYCLE,
      Severity.ERROR,
      "a remote that shares no group with one of its primaries"),
  GROUP_REPEATED("MG1211", Theme.LIFECYCLE, Severity.ERROR, "two groups of one name"),
  GROUP_EMPTY("MG1212", Theme.LIFECYCLE, Severity.WARNING, "a group whose labels match no cluster"),
  CLUSTER_UNGROUPED(
      "MG1213", Theme.LIFECYCLE, Severity.WARNING, "a cluster in no group, which nobody discovers"),
  GROUPS_AND_MODE(
      "MG1214",
      Theme.LIFECYCLE,
      Severity.ERROR,
      "groups of discovery in a mode without, or the other way round"),
  DISCOVERY_CROWDED(
      "MG1215",
      Theme.LIFECYCLE,
      Severity.WARNING,
      "more clusters than one istiod should be made to watch"),

  UPGRADE_TARGET(
      "MG1301", Theme.UPGRADES, Severity.ERROR, "a version that no upgrade of this mesh leads to"),
  UPGRADE_SHARED(
      "MG1302", Theme.UPGRADES, Severity.ERROR, "a setting that cannot change for one ring alone"),
  UPGRADE_BY_HAND(
      "MG1303",
      Theme.UPGRADES,
      Severity.ERROR,
      "a place of the spec that cannot be edited for you"),
  MINOR_SKIPPED(
      "MG1304",
      Theme.UPGRADES,
      Severity.WARNING,
      "an istiod more than one minor ahead of the one that it replaces"),
  MINOR_BACK(
      "MG1305",
      Theme.UPGRADES,
      Severity.WARNING,
      "an istiod of an older minor than the one that it replaces"),
  AMBIENT_ROLE(
      "MG1401", Theme.AMBIENT, Severity.ERROR, "an ambient cluster that is no plain primary"),
  AMBIENT_NETWORK_SHARED(
      "MG1402",
      Theme.AMBIENT,
      Severity.ERROR,
      "an ambient cluster that shares its network with another"),
  AMBIENT_ALPHA(
      "MG1403",
      Theme.AMBIENT,
      Severity.WARNING,
      "an Istio minor in which ambient between networks is alpha"),
  GATEWAY_API_BUNDLE(
      "MG1404",
      Theme.AMBIENT,
      Severity.WARNING,
      "Gateway API CRDs that the Istio version does not read in full"),
  DATA_PLANES_MIXED(
      "MG1405",
      Theme.AMBIENT,
      Severity.WARNING,
      "ambient clusters in a mesh that still has clusters of sidecars"),
  MULTI_NETWORK_CUTS_OFF(
      "MG1406",
      Theme.AMBIENT,
      Severity.ERROR,
      "ambient between networks, which would cut sidecars off"),
  AMBIENT_GATEWAY("MG1407", Theme.AMBIENT, Severity.ERROR, "hosts or ports of an ambient gateway"),
  AMBIENT_APART(
      "MG1409",
      Theme.AMBIENT,
      Severity.WARNING,
      "ambient clusters between which nothing carries traffic"),
  HBONE_TAKEN(
      "MG1410",
      Theme.AMBIENT,
      Severity.ERROR,
      "a cluster of sidecars that takes HBONE from all others"),
  ;

  private final String id;
  private final Theme theme;
  private final Severity severity;
  private final String summary;

  Code(String id, Theme theme, Severity severity, String summary) {
    this.id = id;
    this.theme = theme;
    this.severity = severity;
    this.summary = summary;
  }

  /** The stable identifier, {@code MG} and four digits. */
  public String id() {
    return id;
  }

  /** What it is about. */
  public Theme theme() {
    return theme;
  }

  public Severity severity() {
    return severity;
  }

  /** One line for the table of diagnostics; lower case, no period. */
  public String summary() {
    return summary;
  }
}
