package dev.meshgen.diagnostic;

import java.util.Optional;

/**
 * Every problem that meshgen can report in its input.
 *
 * <p>An id is never reused or renumbered: people search for it and put it into suppressions. Its
 * {@link Theme} says what it is about.
 */
public enum Code {
  YAML_SYNTAX("MG0101", Theme.SYNTAX, Severity.ERROR, "invalid YAML syntax"),
  DUPLICATE_KEY("MG0102", Theme.SYNTAX, Severity.ERROR, "duplicate key"),
  ALIAS("MG0103", Theme.SYNTAX, Severity.ERROR, "YAML alias or merge key"),
  TAG("MG0104", Theme.SYNTAX, Severity.ERROR, "explicit YAML tag"),
  ENCODING("MG0105", Theme.SYNTAX, Severity.ERROR, "invalid UTF-8 or forbidden character"),
  TAB("MG0106", Theme.SYNTAX, Severity.ERROR, "tab used for indentation"),
  TOO_LARGE("MG0107", Theme.SYNTAX, Severity.ERROR, "file too large or nested too deeply"),
  AMBIGUOUS_SCALAR(
      "MG0108", Theme.SYNTAX, Severity.ERROR, "unquoted value ambiguous between YAML parsers"),
  NOT_A_MAPPING(
      "MG0109", Theme.SYNTAX, Severity.ERROR, "document not a mapping, or key not a string"),
  DOCUMENTS_NOT_SEPARATED(
      "MG0125", Theme.SYNTAX, Severity.ERROR, "documents without `---` between them"),
  INVISIBLE_CHARACTER(
      "MG0126", Theme.SYNTAX, Severity.ERROR, "invisible character in an indentation or a key"),

  UNKNOWN_KIND("MG0201", Theme.SCHEMA, Severity.ERROR, "unknown apiVersion or kind"),
  UNKNOWN_FIELD("MG0202", Theme.SCHEMA, Severity.ERROR, "unknown field"),
  WRONG_TYPE("MG0203", Theme.SCHEMA, Severity.ERROR, "value of the wrong type"),
  UNKNOWN_VALUE("MG0204", Theme.SCHEMA, Severity.ERROR, "unknown value"),
  MISSING_FIELD("MG0205", Theme.SCHEMA, Severity.ERROR, "missing required field"),
  BAD_FORMAT("MG0206", Theme.SCHEMA, Severity.ERROR, "invalid format"),
  OUT_OF_BOUNDS("MG0207", Theme.SCHEMA, Severity.ERROR, "value or size out of range"),
  HIDDEN_CHARACTER(
      "MG0208", Theme.SCHEMA, Severity.ERROR, "invisible or control character in a value"),
  KEY_REFUSED("MG0209", Theme.NAMES, Severity.ERROR, "label or annotation refused by Kubernetes"),
  CLUSTER_ID_SHARED("MG0210", Theme.NAMES, Severity.ERROR, "duplicate cluster ID"),
  CLUSTER_ID_ASSUMED("MG0211", Theme.NAMES, Severity.WARNING, "fallback cluster ID of Istio"),
  INJECTION_PATH(
      "MG0212", Theme.CONTROL_PLANES, Severity.ERROR, "name of a remote invalid in a webhook path"),
  CA_CONFLICT("MG0213", Theme.NETWORKS, Severity.ERROR, "two authorities of an API server"),
  CA_NOT_PUBLIC("MG0214", Theme.NETWORKS, Severity.WARNING, "API server with a public certificate"),
  HOST_OF_SERVICE_ENTRIES(
      "MG0215", Theme.GATEWAYS, Severity.WARNING, "host pattern outside of the cluster domain"),
  NAMESPACE_METADATA(
      "MG0216", Theme.NAMES, Severity.ERROR, "label or annotation of Istio's namespace refused"),
  GATEWAY_PLACEMENT("MG0217", Theme.GATEWAYS, Severity.ERROR, "gateway name or selector refused"),
  ACKNOWLEDGED_CODE("MG0230", Theme.SCHEMA, Severity.ERROR, "acknowledged code is not a warning"),
  ACKNOWLEDGED_CLUSTER(
      "MG0231", Theme.SCHEMA, Severity.ERROR, "unknown cluster in an acknowledgement"),
  ACKNOWLEDGED_UNTIL("MG0232", Theme.SCHEMA, Severity.ERROR, "nonexistent end date"),
  FIELD_NOT_SUPPORTED("MG0233", Theme.SCHEMA, Severity.ERROR, "field not supported"),

  NO_MESH("MG0301", Theme.NAMES, Severity.ERROR, "missing Mesh document"),
  SEVERAL_MESHES("MG0302", Theme.NAMES, Severity.ERROR, "more than one Mesh document"),
  NO_CLUSTER("MG0303", Theme.NAMES, Severity.ERROR, "missing Cluster document"),
  DUPLICATE_CLUSTER("MG0304", Theme.NAMES, Severity.ERROR, "duplicate cluster name"),
  OVERRIDE_MATCHES_NOTHING("MG0305", Theme.NAMES, Severity.WARNING, "override matches no cluster"),
  NAMESPACE_WITHOUT_INJECTION(
      "MG0306", Theme.NAMES, Severity.ERROR, "Istio namespace excluded from injection"),
  NAME_NO_FOLDER("MG0307", Theme.NAMES, Severity.ERROR, "cluster name invalid as a folder name"),
  REMOTE_WITHOUT_PRIMARY(
      "MG0308",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "remote without a primary, or primaries without the role remote"),
  PRIMARY_UNKNOWN(
      "MG0309",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "unknown primary, or a primary that is a remote"),
  PRIMARY_REPEATED("MG0310", Theme.CONTROL_PLANES, Severity.ERROR, "duplicate primary"),
  REMOTE_SETTING("MG0311", Theme.CONTROL_PLANES, Severity.WARNING, "setting ignored on a remote"),
  REMOTE_OUTSIDE_VPC(
      "MG0312",
      Theme.PLATFORMS,
      Severity.WARNING,
      "EKS remote whose primary may be outside its VPC"),
  HOSTING_INCOMPLETE(
      "MG0320",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "external control plane incomplete, or its fields set in another role"),
  CONFIG_CLUSTER(
      "MG0321",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "config cluster is not a remote of its external cluster"),
  HOST_NOT_PUBLIC(
      "MG0322",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "host of an external istiod without a public certificate"),
  EXTERNAL_BESIDE_OTHERS(
      "MG0323",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "second control plane beside an external one"),
  EXTERNAL_NAMESPACE(
      "MG0324",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "external istiod in the namespace of another Istio"),
  EXTERNAL_GATEWAY(
      "MG0325",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "east-west gateway or its ports in an external cluster"),
  ISTIOD_GATEWAY_OPEN(
      "MG0326",
      Theme.GATEWAYS,
      Severity.WARNING,
      "gateway of an external istiod open to the internet"),
  EXTERNAL_WITH_SAIL(
      "MG0327",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "Sail Operator not supported with an external control plane"),
  EXTERNAL_WITH_AMBIENT(
      "MG0328",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "ambient not supported with an external control plane"),
  EXTERNAL_BLIND(
      "MG0329", Theme.CONTROL_PLANES, Severity.ERROR, "external control plane without discovery"),

  ISTIO_UNKNOWN("MG0401", Theme.VERSIONS, Severity.ERROR, "unknown Istio version"),
  ISTIO_NEWER_THAN_KNOWN(
      "MG0402", Theme.VERSIONS, Severity.WARNING, "Istio patch newer than this meshgen knows"),
  ISTIO_PRE_RELEASE("MG0403", Theme.VERSIONS, Severity.WARNING, "Istio pre-release"),
  KUBERNETES_NOT_SUPPORTED(
      "MG0404",
      Theme.VERSIONS,
      Severity.ERROR,
      "Kubernetes version not supported by the Istio version"),
  ISTIO_SUPPORT_ENDED(
      "MG0405", Theme.VERSIONS, Severity.WARNING, "Istio minor past its end of support"),
  ISTIO_KNOWN_BAD(
      "MG0406", Theme.VERSIONS, Severity.WARNING, "Istio patch with a known multicluster defect"),
  PRIMARIES_TOO_FAR_APART(
      "MG0407",
      Theme.VERSIONS,
      Severity.ERROR,
      "Istio versions more than one minor apart in one mesh"),
  REGISTRY_RETIRED(
      "MG0408", Theme.VERSIONS, Severity.WARNING, "deprecated or retired Istio registry"),
  CHARTS_NOT_PUBLISHED(
      "MG0409",
      Theme.VERSIONS,
      Severity.ERROR,
      "Istio version not published at the chart location"),
  REMOTE_VERSION(
      "MG0410",
      Theme.VERSIONS,
      Severity.ERROR,
      "remote newer than its primary, or more than one minor older"),
  IMAGE_VERSION(
      "MG0411", Theme.VERSIONS, Severity.ERROR, "raw values run a different Istio version"),
  IMAGE_UNVERSIONED(
      "MG0412", Theme.VERSIONS, Severity.WARNING, "image without a recognizable Istio version"),
  LOAD_BALANCER_FIELD(
      "MG0420",
      Theme.GATEWAYS,
      Severity.ERROR,
      "load balancer field not supported on the platform"),
  LOAD_BALANCER_ADDRESS(
      "MG0421", Theme.GATEWAYS, Severity.ERROR, "invalid or unsupported load balancer address"),
  LOAD_BALANCER_NUMBER(
      "MG0422",
      Theme.GATEWAYS,
      Severity.ERROR,
      "wrong number of load balancer addresses or subnets"),
  GATEWAY_ADDRESS_NOT_ASKED(
      "MG0423",
      Theme.GATEWAYS,
      Severity.WARNING,
      "gateway address not requested from the load balancer"),
  LOAD_BALANCER_ANNOTATION(
      "MG0424", Theme.GATEWAYS, Severity.ERROR, "annotation conflicts with a field"),
  NETWORK_POLICY_TWICE(
      "MG0425",
      Theme.GATEWAYS,
      Severity.WARNING,
      "NetworkPolicy of the istiod chart beside meshgen's"),
  PORT_FIXED("MG0426", Theme.GATEWAYS, Severity.ERROR, "gateway port cannot be changed"),
  PORT_TAKEN("MG0427", Theme.GATEWAYS, Severity.ERROR, "gateway port already in use"),
  REMOTE_HOSTS(
      "MG0428",
      Theme.CONTROL_PLANES,
      Severity.ERROR,
      "hosts of a remote differ from its primary's"),
  GATEWAY_API(
      "MG0429",
      Theme.GATEWAYS,
      Severity.ERROR,
      "Gateway API not supported for this east-west gateway"),
  GATEWAY_ADDRESS_OTHER(
      "MG0430",
      Theme.GATEWAYS,
      Severity.WARNING,
      "gateway address differs from the requested ones"),
  TLS_NOT_PASSED(
      "MG0440", Theme.GATEWAYS, Severity.ERROR, "load balancer does not pass TLS through"),
  LOAD_BALANCER_OTHER("MG0441", Theme.GATEWAYS, Severity.ERROR, "annotation disables the exposure"),
  INTERNAL_UNKNOWN("MG0442", Theme.GATEWAYS, Severity.WARNING, "internal gateway may be public"),
  NEVER_INTERNAL(
      "MG0443", Theme.GATEWAYS, Severity.ERROR, "internal gateway not supported by the provider"),
  SOURCE_RANGES_NOT_APPLIED(
      "MG0444", Theme.GATEWAYS, Severity.WARNING, "source ranges may have no effect"),
  EXTERNAL_IP_PUBLIC(
      "MG0445", Theme.GATEWAYS, Severity.ERROR, "internal gateway with a public external IP"),

  BAD_CIDR("MG0501", Theme.NETWORKS, Severity.ERROR, "invalid CIDR"),
  CIDR_HOST_BITS("MG0502", Theme.NETWORKS, Severity.ERROR, "CIDR with host bits set"),
  CIDR_OVERLAP("MG0503", Theme.NETWORKS, Severity.ERROR, "CIDRs overlap within one network"),
  NETWORK_FAMILIES_DIFFER(
      "MG0504",
      Theme.NETWORKS,
      Severity.ERROR,
      "clusters of one network without a common address family"),
  NETWORK_DISAGREES("MG0505", Theme.NETWORKS, Severity.WARNING, "gateways of one network differ"),
  NETWORK_WITHOUT_GATEWAY(
      "MG0506", Theme.GATEWAYS, Severity.ERROR, "network without an east-west gateway"),
  GATEWAY_WITHOUT_USE(
      "MG0507", Theme.GATEWAYS, Severity.WARNING, "east-west gateway in a single-network mesh"),
  API_SERVER_UNREACHABLE(
      "MG0508",
      Theme.NETWORKS,
      Severity.ERROR,
      "API server address unreachable from other clusters"),
  API_SERVER_SHARED("MG0509", Theme.NETWORKS, Severity.ERROR, "duplicate API server address"),
  BAD_CA_DATA("MG0510", Theme.NETWORKS, Severity.ERROR, "invalid caData"),
  CA_DATA_EXPIRED("MG0511", Theme.NETWORKS, Severity.WARNING, "expired certificate in caData"),
  GATEWAY_ADDRESS(
      "MG0512", Theme.GATEWAYS, Severity.ERROR, "gateway address unreachable from other networks"),
  GATEWAY_ADDRESS_SHARED("MG0513", Theme.GATEWAYS, Severity.ERROR, "duplicate gateway address"),
  GATEWAY_OPEN(
      "MG0514", Theme.GATEWAYS, Severity.WARNING, "east-west gateway open to the internet"),
  HOST_MATCHES_NOTHING("MG0515", Theme.GATEWAYS, Severity.ERROR, "host pattern matches no service"),
  PRIMARY_UNREACHABLE(
      "MG0516", Theme.CONTROL_PLANES, Severity.ERROR, "primary unreachable from its remotes"),
  PLATFORM_UNPREPARED(
      "MG0517", Theme.PLATFORMS, Severity.WARNING, "platform requires a setting outside the tree"),
  GATEWAY_HIDDEN(
      "MG0518", Theme.GATEWAYS, Severity.WARNING, "east-west gateway without an external address"),
  AUTOPILOT_ELSEWHERE(
      "MG0520", Theme.PLATFORMS, Severity.ERROR, "Autopilot on a platform other than GKE"),
  AUTOPILOT_NODE_AGENT(
      "MG0521", Theme.PLATFORMS, Severity.ERROR, "node agents not supported on GKE Autopilot"),
  AUTOPILOT_NET_ADMIN(
      "MG0522",
      Theme.PLATFORMS,
      Severity.WARNING,
      "GKE Autopilot must admit NET_ADMIN for sidecars"),
  CNI_NEEDED("MG0523", Theme.PLATFORMS, Severity.ERROR, "CNI plugin required"),
  REMOTE_CNI("MG0524", Theme.PLATFORMS, Severity.ERROR, "primary cannot inject for this remote"),
  CANARY_INCOMPLETE("MG0530", Theme.VERSIONS, Severity.ERROR, "incomplete canary"),
  REVISION_SHARED("MG0531", Theme.VERSIONS, Severity.ERROR, "duplicate revision in one cluster"),
  CANARY_VERSION("MG0532", Theme.VERSIONS, Severity.ERROR, "canary version out of range"),
  TAG_TARGET("MG0533", Theme.VERSIONS, Severity.ERROR, "revision tag for an unknown revision"),
  TAG_NAME("MG0534", Theme.VERSIONS, Severity.ERROR, "invalid revision tag"),
  TWO_DEFAULTS("MG0535", Theme.VERSIONS, Severity.ERROR, "duplicate default control plane"),
  NO_DEFAULT("MG0536", Theme.VERSIONS, Severity.WARNING, "no default control plane"),
  REMOTE_REVISION("MG0537", Theme.VERSIONS, Severity.ERROR, "revision missing in the primary"),
  REVISION_NOT_OF_CHARTS("MG0538", Theme.VERSIONS, Severity.ERROR, "revisions not supported here"),
  REVISION_RESERVED("MG0539", Theme.VERSIONS, Severity.ERROR, "reserved revision"),
  HUB_MALFORMED("MG0540", Theme.VERSIONS, Severity.ERROR, "invalid image hub"),
  PULL_SECRET_REPEATED("MG0541", Theme.VERSIONS, Severity.ERROR, "duplicate pull secret"),
  CHARTS_CERT_SECRET_UNUSED(
      "MG0543", Theme.VERSIONS, Severity.WARNING, "chartsCertSecret ignored by Argo CD"),
  SAIL_VERSION(
      "MG0550", Theme.VERSIONS, Severity.WARNING, "Istio version unknown to the Sail Operator"),
  SAIL_VALUE_UNKNOWN("MG0551", Theme.VALUES, Severity.ERROR, "value unknown to the Sail Operator"),
  SAIL_VALUE_TYPE(
      "MG0552", Theme.VALUES, Severity.ERROR, "value type unsupported by the Sail Operator"),
  SAIL_VALUE_SCOPE(
      "MG0553", Theme.VALUES, Severity.ERROR, "values nested as in the Sail Operator's resource"),
  SAIL_REVISION(
      "MG0554", Theme.VERSIONS, Severity.ERROR, "revision on the first control plane with Sail"),
  VARIABLE_GONE("MG0570", Theme.VALUES, Severity.WARNING, "istiod variable removed"),
  VARIABLE_UNKNOWN("MG0571", Theme.VALUES, Severity.WARNING, "unknown istiod variable"),
  COMPATIBILITY_VERSION("MG0572", Theme.VALUES, Severity.ERROR, "unsupported compatibilityVersion"),
  VARIABLE_OVERRULED(
      "MG0573",
      Theme.VALUES,
      Severity.WARNING,
      "istiod variable overruled by compatibilityVersion"),
  REPLICAS_ORDER("MG0580", Theme.CONTROL_PLANES, Severity.ERROR, "istio.replicas.max below min"),

  INTERMEDIATE_OUTLIVES_ROOT(
      "MG0601", Theme.TRUST, Severity.ERROR, "intermediates outlive their root"),
  INTERMEDIATE_TOO_SHORT(
      "MG0602", Theme.TRUST, Severity.ERROR, "intermediates valid for less than 30 days"),
  INTERMEDIATE_SHORT(
      "MG0603",
      Theme.TRUST,
      Severity.WARNING,
      "intermediates shorter than the longest workload certificate"),
  ROOT_SHORT(
      "MG0604",
      Theme.TRUST,
      Severity.WARNING,
      "root valid for less than two intermediate lifetimes"),
  ROOT_RECIPIENTS_MISSING("MG0605", Theme.TRUST, Severity.ERROR, "root without recipients"),
  TRUST_UNREAD("MG0606", Theme.TRUST, Severity.WARNING, "setting not read by the authority"),
  RENEWAL_TOO_EARLY(
      "MG0607", Theme.TRUST, Severity.ERROR, "renewal before the certificate is issued"),
  CA_ADDRESS_EXTERNAL(
      "MG0608", Theme.TRUST, Severity.ERROR, "external authority with an external istiod"),
  ADDRESS_PER_NETWORK(
      "MG0670",
      Theme.GATEWAYS,
      Severity.ERROR,
      "gateway address for a single network not supported"),

  BAD_RECIPIENT("MG0701", Theme.TRUST, Severity.ERROR, "invalid recipient"),
  ROOT_RECIPIENT_SHARED(
      "MG0702", Theme.TRUST, Severity.ERROR, "root recipient also opens other files"),
  RECIPIENT_REPEATED("MG0703", Theme.TRUST, Severity.WARNING, "duplicate recipient"),
  DISCOVERY_NEEDS_SECOND_KEY(
      "MG0704", Theme.TRUST, Severity.WARNING, "engine cannot open discovery/"),
  HUB_OPENS_EVERYTHING(
      "MG0705",
      Theme.TRUST,
      Severity.WARNING,
      "recipients per cluster without effect under Argo CD"),

  VALUE_OWNED("MG0801", Theme.VALUES, Severity.ERROR, "value owned by meshgen"),
  VALUE_UNKNOWN("MG0802", Theme.VALUES, Severity.WARNING, "unknown Helm value"),
  VALUE_REFUSED("MG0803", Theme.VALUES, Severity.ERROR, "Helm value refused by the chart"),
  VALUE_REPEATED("MG0804", Theme.VALUES, Severity.NOTE, "value already set by meshgen"),
  SELECTORS_LEAVE_OUT(
      "MG0805", Theme.VALUES, Severity.ERROR, "discovery selectors omit the Istio namespace"),
  VALUE_UNFIT("MG0806", Theme.VALUES, Severity.ERROR, "value breaks the mesh"),
  VALUE_TYPE("MG0807", Theme.VALUES, Severity.ERROR, "Helm value of the wrong type"),

  APPLICATION_NAMES_COLLIDE(
      "MG0901", Theme.DELIVERY, Severity.ERROR, "clusters with colliding Application names"),
  APPLICATION_NAME_TOO_LONG(
      "MG0902", Theme.DELIVERY, Severity.ERROR, "cluster name too long for Argo CD"),
  DESTINATION_SHARED("MG0903", Theme.DELIVERY, Severity.ERROR, "duplicate Argo CD destination"),
  DELIVERY_PATH(
      "MG0904", Theme.DELIVERY, Severity.ERROR, "delivery path outside of the repository"),
  CREDENTIALS_IN_ADDRESS("MG0905", Theme.DELIVERY, Severity.ERROR, "credentials in an address"),
  PROJECT_NOT_OWN("MG0906", Theme.DELIVERY, Severity.ERROR, "AppProject owned by Argo CD"),
  ENDPOINT_SLICES_EXCLUDED(
      "MG0907", Theme.DELIVERY, Severity.WARNING, "EndpointSlices of remotes excluded by Argo CD"),
  ENGINE_MISSING("MG0908", Theme.DELIVERY, Severity.ERROR, "cluster without an engine"),
  ENGINE_UNKNOWN("MG0909", Theme.DELIVERY, Severity.ERROR, "engine missing in the mesh"),

  SEALED_LOST("MG1001", Theme.TREE, Severity.ERROR, "sealed file missing"),
  SEALED_CHANGED("MG1002", Theme.TREE, Severity.ERROR, "sealed file differs from its lock"),
  LOCK_LOST("MG1003", Theme.TREE, Severity.ERROR, "sealed file without a lock entry"),
  ROOT_CHANGED("MG1004", Theme.TREE, Severity.ERROR, "change would replace the root"),
  NOT_DISCOVERABLE(
      "MG1005", Theme.TREE, Severity.WARNING, "cluster not discovered yet: credential missing"),
  IDENTITY_NEEDED("MG1006", Theme.TREE, Severity.ERROR, "no identity opens the sealed file"),
  FROZEN("MG1007", Theme.TREE, Severity.ERROR, "issuing or resealing not allowed in this run"),
  FOREIGN_FILE("MG1008", Theme.TREE, Severity.ERROR, "foreign file in the way"),
  LOCK_MALFORMED("MG1009", Theme.TREE, Severity.ERROR, "invalid meshgen.lock"),
  CERTIFICATE_EXPIRES("MG1010", Theme.TREE, Severity.WARNING, "certificate expires soon"),
  ROOT_ENDS_FIRST(
      "MG1011", Theme.TREE, Severity.WARNING, "intermediate cut short by the end of its root"),
  FOREIGN_ISSUER("MG1012", Theme.TREE, Severity.ERROR, "intermediate issued by another root"),
  SEALED_UNREADABLE(
      "MG1013",
      Theme.TREE,
      Severity.ERROR,
      "sealed file cannot be opened, or has unexpected content"),
  RECIPIENT_REMOVED(
      "MG1014", Theme.TREE, Severity.WARNING, "removed recipient can still open old versions"),
  SECRET_IN_CLEAR("MG1015", Theme.TREE, Severity.ERROR, "key, password or token in the clear"),
  FOREIGN_MESH("MG1016", Theme.TREE, Severity.ERROR, "output folder belongs to another mesh"),
  ROOT_UNUSABLE("MG1017", Theme.TREE, Severity.ERROR, "root cannot sign intermediates"),
  RECIPIENTS_DIFFER(
      "MG1018", Theme.TREE, Severity.ERROR, "recipients of a sealed file differ from its lock"),
  CERTIFICATE_EXPIRED("MG1019", Theme.TREE, Severity.ERROR, "expired root or intermediate"),
  DELIVERY_PATH_DIFFERS(
      "MG1023",
      Theme.DELIVERY,
      Severity.WARNING,
      "delivery path differs from where the tree is written"),
  ROOT_OF_STRANGERS("MG1024", Theme.TREE, Severity.ERROR, "no identity at hand opens the new root"),
  SEALED_FORM(
      "MG1025",
      Theme.TREE,
      Severity.ERROR,
      "public part of a sealed file differs from what a render writes"),
  LOCK_CONTRADICTS("MG1026", Theme.TREE, Severity.ERROR, "certificate facts in a lock contradict"),
  SEALED_FALSE(
      "MG1027", Theme.TREE, Severity.ERROR, "content of a sealed file does not match its lock"),
  ENGINE_STEERED("MG1028", Theme.TREE, Severity.ERROR, "foreign file changes what is applied"),
  OBJECT_FOREIGN("MG1029", Theme.TREE, Severity.ERROR, "foreign file in a folder of the tree"),
  TREE_STALE(
      "MG1030",
      Theme.TREE,
      Severity.ERROR,
      "committed file differs from what the spec compiles to"),
  ROOT_LEFT_BEHIND("MG1031", Theme.TREE, Severity.ERROR, "root of a former authority"),
  CACERTS_FORM("MG1040", Theme.TREE, Severity.ERROR, "unknown form of cacerts"),
  IMPORTED_CERTIFICATE("MG1041", Theme.TREE, Severity.ERROR, "imported certificate cannot be read"),
  IMPORTED_KEY("MG1042", Theme.TREE, Severity.ERROR, "imported private key cannot be read"),
  IMPORTED_PAIR("MG1043", Theme.TREE, Severity.ERROR, "private key does not match the certificate"),
  IMPORTED_NO_AUTHORITY(
      "MG1044", Theme.TREE, Severity.ERROR, "imported certificate may not sign others"),
  IMPORTED_CHAIN("MG1045", Theme.TREE, Severity.ERROR, "certificates do not chain to a root"),
  IMPORTED_PATH_LENGTH("MG1046", Theme.TREE, Severity.ERROR, "path length too short"),
  IMPORTED_EXPIRED(
      "MG1047", Theme.TREE, Severity.ERROR, "imported certificate expired or not yet valid"),
  IMPORTED_ALGORITHM(
      "MG1048", Theme.TREE, Severity.ERROR, "key or signature not supported by Istio's proxies"),
  IMPORT_PASSWORD(
      "MG1049", Theme.TREE, Severity.ERROR, "missing or wrong password of a private key"),
  KEY_STORE_ENTRIES("MG1050", Theme.TREE, Severity.ERROR, "PKCS#12 file without one private key"),
  ROOTS_DIFFER("MG1051", Theme.TREE, Severity.ERROR, "import from another root"),
  SIGNING_KEY_MISSING("MG1052", Theme.TREE, Severity.ERROR, "no key to sign intermediates with"),
  ROOT_CERTIFICATE_LOST(
      "MG1053", Theme.TREE, Severity.ERROR, "missing or changed certificate of an imported root"),
  IMPORTED_DIFFERS(
      "MG1054", Theme.TREE, Severity.NOTE, "imported intermediate differs from the spec"),
  REVOCATIONS_REFUSED("MG1055", Theme.TREE, Severity.ERROR, "unusable revocation list"),
  NAMES_EXCLUDED(
      "MG1056", Theme.TREE, Severity.WARNING, "authority may not sign a name of the mesh"),
  CERTIFICATE_DIFFERS(
      "MG1060",
      Theme.TREE,
      Severity.ERROR,
      "readable certificate in a sealed file differs from its lock"),
  ANSWERED_TWICE("MG1061", Theme.TREE, Severity.ERROR, "several certificates for one request"),
  ANSWER_UNASKED("MG1062", Theme.TREE, Severity.ERROR, "no certificate for an open request"),
  CERTIFICATE_LEFT_OUT(
      "MG1063", Theme.TREE, Severity.WARNING, "certificate without an open request"),
  CERTIFICATE_AWAITED(
      "MG1064", Theme.TREE, Severity.WARNING, "cluster without a signing certificate"),
  RENEWAL_AWAITED("MG1065", Theme.TREE, Severity.NOTE, "request for the next certificate is open"),
  ANSWER_DIFFERS("MG1066", Theme.TREE, Severity.WARNING, "certificate differs from its request"),
  REQUEST_CHANGED("MG1067", Theme.TREE, Severity.ERROR, "missing or changed request"),
  KEY_OUTDATED(
      "MG1068", Theme.TREE, Severity.WARNING, "spec changed after a certificate was requested"),
  ROTATION_ORDER("MG1070", Theme.TREE, Severity.ERROR, "step of a root rotation out of order"),
  BUNDLE_MISSING("MG1071", Theme.TREE, Severity.ERROR, "cluster does not trust the new root yet"),
  ROTATION_UNCONFIRMED("MG1072", Theme.TREE, Severity.ERROR, "unconfirmed step of a root rotation"),
  ROOT_STILL_SIGNS("MG1073", Theme.TREE, Severity.ERROR, "root to be removed still signs"),
  ROOT_RETIRED_EARLY(
      "MG1074", Theme.TREE, Severity.ERROR, "root to be removed while workloads may need it"),
  ROTATION_ELSEWHERE(
      "MG1075", Theme.TREE, Severity.ERROR, "rotation of a root without keys in the tree"),
  NEXT_ROOT_UNFIT("MG1076", Theme.TREE, Severity.ERROR, "certificate unfit for a new root"),
  ROTATION_KEY_MISSING("MG1077", Theme.TREE, Severity.ERROR, "no signing key below the next root"),
  BUNDLE_HIDDEN("MG1078", Theme.TREE, Severity.ERROR, "encrypted certificates in a root rotation"),
  ROTATION_PENDING(
      "MG1079", Theme.TREE, Severity.ERROR, "other changes in a step of a root rotation"),
  NEXT_ROOT_LOST("MG1080", Theme.TREE, Severity.ERROR, "incomplete files of a new root"),
  PEERS_REFUSED("MG1081", Theme.TREE, Severity.ERROR, "cluster does not trust a signing root"),
  ROTATION_NO_WAY_BACK("MG1082", Theme.TREE, Severity.ERROR, "no previous step"),
  LIVE_ROOTS_OFF("MG1083", Theme.TREE, Severity.ERROR, "raw value blocks a change of roots"),
  ROTATION_AUTHORITY(
      "MG1084", Theme.TREE, Severity.ERROR, "authority does not sign below the remaining root"),
  REVOCATIONS_INCOMPLETE("MG1090", Theme.TREE, Severity.ERROR, "incomplete revocation lists"),
  REVOCATIONS_LOST(
      "MG1091", Theme.TREE, Severity.ERROR, "revoked intermediate missing from a cluster's list"),
  REVOCATIONS_END("MG1092", Theme.TREE, Severity.WARNING, "revocation list expires soon"),

  CREDENTIAL_UNREADABLE("MG1101", Theme.CREDENTIALS, Severity.ERROR, "credential cannot be read"),
  CREDENTIAL_FORM("MG1102", Theme.CREDENTIALS, Severity.ERROR, "unknown form of credential"),
  CREDENTIAL_FIELD("MG1103", Theme.CREDENTIALS, Severity.ERROR, "invalid field in a credential"),
  CREDENTIAL_CONTEXT(
      "MG1104", Theme.CREDENTIALS, Severity.ERROR, "no usable context in the kubeconfig"),
  CREDENTIAL_EXEC(
      "MG1105", Theme.CREDENTIALS, Severity.ERROR, "kubeconfig runs a command to log in"),
  CREDENTIAL_AUTH_PROVIDER(
      "MG1106", Theme.CREDENTIALS, Severity.ERROR, "kubeconfig uses an auth provider"),
  CREDENTIAL_FILE_REFERENCE(
      "MG1107", Theme.CREDENTIALS, Severity.ERROR, "kubeconfig refers to a file"),
  CREDENTIAL_OTHER_LOGIN(
      "MG1108", Theme.CREDENTIALS, Severity.ERROR, "password, impersonation or two logins"),
  CREDENTIAL_INSECURE(
      "MG1109", Theme.CREDENTIALS, Severity.ERROR, "kubeconfig does not verify the API server"),
  CREDENTIAL_NO_TOKEN("MG1110", Theme.CREDENTIALS, Severity.ERROR, "missing token"),
  CREDENTIAL_PRIVATE_KEY(
      "MG1111", Theme.CREDENTIALS, Severity.ERROR, "private key among the certificates"),
  TOKEN_DAMAGED("MG1112", Theme.CREDENTIALS, Severity.ERROR, "damaged token"),
  TOKEN_OPAQUE("MG1113", Theme.CREDENTIALS, Severity.WARNING, "opaque token"),
  TOKEN_SUBJECT("MG1114", Theme.CREDENTIALS, Severity.ERROR, "token of another account"),
  TOKEN_EXPIRES("MG1115", Theme.CREDENTIALS, Severity.ERROR, "token expires"),
  TOKEN_EXPIRES_ALLOWED(
      "MG1116", Theme.CREDENTIALS, Severity.WARNING, "expiring token, allowed by --allow-expiring"),
  TOKEN_EXPIRED("MG1117", Theme.CREDENTIALS, Severity.ERROR, "expired token"),
  TOKEN_FILED_TWICE(
      "MG1118",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "credential already filed for another cluster"),
  API_SERVER_MISSING("MG1119", Theme.CREDENTIALS, Severity.ERROR, "missing API server address"),
  API_SERVER_ADDRESS("MG1120", Theme.CREDENTIALS, Severity.ERROR, "invalid API server address"),
  API_SERVER_LOCAL("MG1121", Theme.CREDENTIALS, Severity.ERROR, "local address in a credential"),
  API_SERVER_CA_MISSING(
      "MG1122",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "missing certificate authority of the API server"),
  API_SERVER_CA(
      "MG1123",
      Theme.CREDENTIALS,
      Severity.ERROR,
      "invalid or expired certificate authority of the API server"),
  CREDENTIAL_OVERRULED(
      "MG1124",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "credential differs from the spec, which wins"),
  CREDENTIAL_OF_OTHER("MG1125", Theme.CREDENTIALS, Severity.ERROR, "credential of another cluster"),
  PUBLIC_CERTIFICATE(
      "MG1126", Theme.CREDENTIALS, Severity.ERROR, "private CA given for a public certificate"),
  CLUSTER_ID_CHANGED(
      "MG1127", Theme.LIFECYCLE, Severity.WARNING, "cluster ID changed under running workloads"),
  GATEWAY_MOVED("MG1128", Theme.LIFECYCLE, Severity.WARNING, "east-west gateway with another name"),
  SOPS_MISSING("MG1131", Theme.TREE, Severity.ERROR, "sops is not on the PATH"),
  SOPS_TOO_OLD("MG1132", Theme.TREE, Severity.ERROR, "sops is too old"),
  SEALING_REFUSED("MG1133", Theme.TREE, Severity.ERROR, "key service refuses or is unreachable"),
  SOPS_OUTPUT("MG1134", Theme.TREE, Severity.ERROR, "unexpected output of sops"),
  KEY_GROUPS_BESIDE_LISTS(
      "MG1135", Theme.TRUST, Severity.ERROR, "recipients conflict with key groups"),
  THRESHOLD_TOO_HIGH(
      "MG1136", Theme.TRUST, Severity.ERROR, "threshold above the number of key groups"),
  PUBLIC_KEY_MISSING("MG1137", Theme.TREE, Severity.ERROR, "missing public key of a recipient"),
  PUBLIC_KEY_UNUSABLE("MG1138", Theme.TREE, Severity.ERROR, "public key cannot encrypt"),
  POST_QUANTUM_MIXED(
      "MG1139", Theme.TRUST, Severity.WARNING, "post-quantum mixed with classical recipients"),
  TREE_MISSING("MG1140", Theme.TREE, Severity.ERROR, "no tree in the output folder"),
  TOKEN_STORE_MISSING(
      "MG1142", Theme.CREDENTIALS, Severity.ERROR, "no store to fetch credentials from"),
  FETCHED_SERVER_MISSING(
      "MG1143", Theme.CREDENTIALS, Severity.ERROR, "fetched credential without an API server"),
  CONFIG_CREDENTIAL(
      "MG1144", Theme.CREDENTIALS, Severity.ERROR, "credential of a config cluster is handed over"),
  GENERATION_ORDER("MG1145", Theme.CREDENTIALS, Severity.ERROR, "kept generation is not earlier"),
  TOKEN_IN_USE("MG1146", Theme.CREDENTIALS, Severity.ERROR, "change would end a token in use"),
  GENERATION_BACK("MG1147", Theme.CREDENTIALS, Severity.ERROR, "ended token would be valid again"),
  TOKEN_NOT_PUSHED("MG1148", Theme.CREDENTIALS, Severity.WARNING, "token is not in the store yet"),
  ROTATION_DEFECT(
      "MG1149",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "istiod version mishandles rotated credentials"),
  KUBECONFIG_FOLDER_MISSING(
      "MG1150", Theme.CREDENTIALS, Severity.ERROR, "missing folder of kubeconfigs"),
  KUBECONFIGS_MIXED(
      "MG1151", Theme.CREDENTIALS, Severity.ERROR, "remote secrets mixed with mounted kubeconfigs"),
  KUBECONFIGS_UNSUPPORTED(
      "MG1152", Theme.CREDENTIALS, Severity.ERROR, "istiod cannot read mounted kubeconfigs"),

  REMOTE_LEAVES("MG1201", Theme.LIFECYCLE, Severity.ERROR, "remote cannot drain or be detached"),
  PRIMARY_LEAVES_REMOTES(
      "MG1202", Theme.LIFECYCLE, Severity.ERROR, "primary with remotes drains or is detached"),
  LAST_GATEWAY_LEAVES(
      "MG1203", Theme.LIFECYCLE, Severity.ERROR, "network loses its only east-west gateway"),
  DETACHED_UNDRAINED(
      "MG1204", Theme.LIFECYCLE, Severity.WARNING, "cluster detached without draining"),
  CONTROL_PLANE_REPLACED(
      "MG1205", Theme.LIFECYCLE, Severity.WARNING, "control plane replaced under its workloads"),
  TRUST_DOMAIN_CHANGED(
      "MG1206", Theme.LIFECYCLE, Severity.WARNING, "trust domain changed under running workloads"),
  GATEWAY_JOINS(
      "MG1207", Theme.GATEWAYS, Severity.WARNING, "only gateway of a network still joining"),
  STATE_WITHOUT_DISCOVERY(
      "MG1208", Theme.LIFECYCLE, Severity.WARNING, "state has no effect without discovery"),
  STATE_OF_MANY(
      "MG1209", Theme.LIFECYCLE, Severity.WARNING, "state set for several clusters at once"),
  REMOTE_SEPARATED(
      "MG1210", Theme.LIFECYCLE, Severity.ERROR, "remote and primary share no discovery group"),
  GROUP_REPEATED("MG1211", Theme.LIFECYCLE, Severity.ERROR, "duplicate discovery group"),
  GROUP_EMPTY("MG1212", Theme.LIFECYCLE, Severity.WARNING, "discovery group without clusters"),
  CLUSTER_UNGROUPED("MG1213", Theme.LIFECYCLE, Severity.WARNING, "cluster in no discovery group"),
  GROUPS_AND_MODE(
      "MG1214", Theme.LIFECYCLE, Severity.ERROR, "discovery groups conflict with the mode"),
  DISCOVERY_CROWDED(
      "MG1215", Theme.LIFECYCLE, Severity.WARNING, "too many clusters for one istiod to watch"),
  CLUSTER_GONE(
      "MG1216", Theme.LIFECYCLE, Severity.ERROR, "cluster missing from the spec, but not detached"),
  NETWORK_MOVED(
      "MG1217", Theme.LIFECYCLE, Severity.WARNING, "cluster in use moves to another network"),
  ENGINE_SWITCHED("MG1218", Theme.LIFECYCLE, Severity.WARNING, "engine switched in one step"),
  CLUSTER_RENAMED("MG1219", Theme.LIFECYCLE, Severity.WARNING, "cluster in use is renamed"),
  ROLE_CHANGED("MG1220", Theme.LIFECYCLE, Severity.WARNING, "role of a cluster in use changes"),
  DATA_PLANE_CHANGED(
      "MG1221", Theme.LIFECYCLE, Severity.WARNING, "data plane of a cluster in use changes"),
  GATEWAY_PORTS_MOVED(
      "MG1223", Theme.LIFECYCLE, Severity.WARNING, "ports of an east-west gateway in use move"),
  TOKEN_STAYS("MG1230", Theme.LIFECYCLE, Severity.WARNING, "token valid after its removal"),
  INJECTOR_GAP("MG1231", Theme.LIFECYCLE, Severity.ERROR, "injector replaced in one step"),
  GATEWAY_REPLACED(
      "MG1232", Theme.LIFECYCLE, Severity.WARNING, "east-west gateway replaced in one step"),
  DELIVERY_MOVED(
      "MG1240", Theme.LIFECYCLE, Severity.WARNING, "place of an engine's objects changes"),
  SETTING_CHANGED(
      "MG1241",
      Theme.LIFECYCLE,
      Severity.WARNING,
      "setting that running objects depend on changes"),

  UPGRADE_TARGET(
      "MG1301", Theme.UPGRADES, Severity.ERROR, "upgrade to an older version than a cluster runs"),
  UPGRADE_SHARED("MG1302", Theme.UPGRADES, Severity.ERROR, "setting shared with another ring"),
  UPGRADE_BY_HAND("MG1303", Theme.UPGRADES, Severity.ERROR, "manual edit required"),
  MINOR_SKIPPED("MG1304", Theme.UPGRADES, Severity.WARNING, "istiod skips a minor"),
  MINOR_BACK("MG1305", Theme.UPGRADES, Severity.WARNING, "istiod goes back a minor"),

  AMBIENT_ROLE("MG1401", Theme.AMBIENT, Severity.ERROR, "ambient cluster is not a plain primary"),
  AMBIENT_NETWORK_SHARED(
      "MG1402", Theme.AMBIENT, Severity.ERROR, "ambient cluster shares its network"),
  AMBIENT_ALPHA(
      "MG1403",
      Theme.AMBIENT,
      Severity.WARNING,
      "Istio minor in which ambient between networks is alpha"),
  GATEWAY_API_BUNDLE(
      "MG1404",
      Theme.AMBIENT,
      Severity.WARNING,
      "Gateway API CRDs not read in full by the Istio version"),
  DATA_PLANES_MIXED(
      "MG1405", Theme.AMBIENT, Severity.WARNING, "ambient and sidecar clusters in one mesh"),
  MULTI_NETWORK_CUTS_OFF(
      "MG1406", Theme.AMBIENT, Severity.ERROR, "multiNetwork would cut off sidecars"),
  AMBIENT_GATEWAY(
      "MG1407",
      Theme.AMBIENT,
      Severity.ERROR,
      "hosts or ports not supported on an ambient gateway"),
  AMBIENT_APART(
      "MG1409", Theme.AMBIENT, Severity.WARNING, "ambient clusters cut off from each other"),
  HBONE_TAKEN(
      "MG1410", Theme.AMBIENT, Severity.ERROR, "sidecar cluster would end HBONE between networks"),
  NAME_OF_ENGINE("MG1411", Theme.DELIVERY, Severity.ERROR, "cluster name reserved by Argo CD"),

  VAULT_ADDRESS("MG1501", Theme.VAULT, Severity.ERROR, "address of Vault without HTTPS"),
  VAULT_MOUNT("MG1502", Theme.VAULT, Severity.ERROR, "path of Vault's API as a mount or issuer"),
  VAULT_SETTING(
      "MG1503", Theme.VAULT, Severity.ERROR, "address, CA file or secret for Vault missing"),
  VAULT_UNREACHABLE("MG1504", Theme.VAULT, Severity.ERROR, "Vault does not answer"),
  VAULT_UNTRUSTED("MG1505", Theme.VAULT, Severity.ERROR, "certificate of Vault not trusted"),
  VAULT_SEALED("MG1506", Theme.VAULT, Severity.ERROR, "Vault sealed or not initialized"),
  VAULT_BUSY("MG1507", Theme.VAULT, Severity.ERROR, "Vault busy or without an active node"),
  VAULT_TOKEN("MG1508", Theme.VAULT, Severity.ERROR, "token of Vault not valid"),
  VAULT_DENIED("MG1509", Theme.VAULT, Severity.ERROR, "capability missing in Vault's policies"),
  VAULT_LOGIN("MG1510", Theme.VAULT, Severity.ERROR, "login refused by Vault"),
  VAULT_MISSING("MG1511", Theme.VAULT, Severity.ERROR, "path does not exist in Vault"),
  VAULT_REFUSED("MG1512", Theme.VAULT, Severity.ERROR, "request refused by Vault"),
  VAULT_FOREIGN("MG1513", Theme.VAULT, Severity.ERROR, "response not from Vault"),
  VAULT_CUT_SHORT(
      "MG1514", Theme.VAULT, Severity.WARNING, "intermediate from Vault shorter than requested"),
  VAULT_CERTIFICATE("MG1515", Theme.VAULT, Severity.ERROR, "unusable certificate from Vault"),
  VAULT_OTHER_ROOT("MG1516", Theme.VAULT, Severity.ERROR, "issuer of Vault below another root"),

  STORE_VERSION("MG1602", Theme.VAULT, Severity.ERROR, "mount is not a KV engine of version 2"),
  KEY_UNPUBLISHED("MG1603", Theme.VAULT, Severity.WARNING, "key not published yet"),
  KEY_STALE("MG1604", Theme.VAULT, Severity.WARNING, "published key differs from the spec"),
  STORE_MOVED("MG1605", Theme.VAULT, Severity.ERROR, "secret kept outside of mount and path"),
  SEALED_BEFORE("MG1606", Theme.VAULT, Severity.ERROR, "secret still in the tree in another form"),
  REVOCATION_STORED(
      "MG1607", Theme.VAULT, Severity.ERROR, "no revocation list for a key in the store"),
  CLUSTER_RECIPIENTS_MISSING(
      "MG1608", Theme.TRUST, Severity.ERROR, "missing recipients of a cluster's files"),
  STORE_ADOPTED("MG1609", Theme.VAULT, Severity.ERROR, "file without a secret to adopt"),
  STORE_READERS("MG1610", Theme.VAULT, Severity.ERROR, "two readers of one store"),
  CREDENTIAL_STALE(
      "MG1611", Theme.VAULT, Severity.ERROR, "stored credential for another API server"),
  ROOT_BEFORE_KEYS("MG1612", Theme.VAULT, Severity.ERROR, "root not in the tree yet"),
  RECIPIENTS_IGNORED("MG1613", Theme.TRUST, Severity.WARNING, "setting of secrets without effect"),
  TWO_WAYS("MG1614", Theme.TRUST, Severity.ERROR, "conflicting ways to deliver secrets"),
  CONTROLLER_CERTIFICATE_MISSING(
      "MG1615",
      Theme.TRUST,
      Severity.ERROR,
      "missing certificate of a controller of Sealed Secrets"),
  CONTROLLER_CERTIFICATE(
      "MG1616",
      Theme.TRUST,
      Severity.ERROR,
      "unusable certificate of a controller of Sealed Secrets"),
  READER_MISSING("MG1617", Theme.TRUST, Severity.WARNING, "credential unreadable for a reader"),
  CONTROLLER_ADOPTED(
      "MG1618", Theme.TRUST, Severity.ERROR, "only a controller opens the file to adopt"),

  RULES_DIFFER(
      "MG1701", Theme.TREE, Severity.ERROR, "recipients of a sealed file differ from .sops.yaml"),
  RECIPIENTS_STALE(
      "MG1702", Theme.TREE, Severity.ERROR, "recipients of a sealed file differ from the spec"),
  NOT_OPENED("MG1703", Theme.TREE, Severity.WARNING, "sealed file not opened by any identity"),
  CERTIFICATE_EARLY("MG1704", Theme.TREE, Severity.ERROR, "certificate not valid yet"),
  SIGNER_KEY("MG1705", Theme.TRUST, Severity.ERROR, "invalid public key of a signer"),
  SIGNATURE_MISSING("MG1706", Theme.TREE, Severity.ERROR, "locks without a signature"),
  SIGNATURE_WRONG("MG1707", Theme.TREE, Severity.ERROR, "signature does not match the locks"),
  SIGNER_UNKNOWN("MG1708", Theme.TREE, Severity.ERROR, "locks signed by an unknown key"),
  TOKEN_ISSUER_MISSING(
      "MG1720", Theme.CREDENTIALS, Severity.ERROR, "no Vault to issue credentials"),
  ISSUED_CA_MISSING(
      "MG1721", Theme.CREDENTIALS, Severity.ERROR, "issued credential without an authority"),
  TOKEN_LIFETIME("MG1722", Theme.CREDENTIALS, Severity.ERROR, "token renewed too late"),
  RENEWAL_DEFECT(
      "MG1723",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "istiod version mishandles renewed credentials"),
  TOKEN_LEFT(
      "MG1724", Theme.CREDENTIALS, Severity.WARNING, "long-lived token beside short-lived ones"),
  CA_FILE("MG1725", Theme.NETWORKS, Severity.ERROR, "unreadable certificate authority"),
  BUNDLE_WAITING("MG1740", Theme.VAULT, Severity.WARNING, "secret not imported into Vault yet"),
  BUNDLE_CHANGED("MG1741", Theme.VAULT, Severity.ERROR, "bundle differs from what was imported"),
  STORE_CONNECTION(
      "MG1742", Theme.VAULT, Severity.ERROR, "store connection conflicts with its reference"),
  TRANSIT_KEY_UNUSABLE(
      "MG1760", Theme.TREE, Severity.ERROR, "file without the public key of a transit key"),
  TRANSIT_KEY_UNUSED("MG1761", Theme.TRUST, Severity.WARNING, "unused public key"),
  DISCOVERY_RECIPIENTS_MISSING(
      "MG1762", Theme.TRUST, Severity.ERROR, "missing recipients of discovery/"),
  SIGNERS_DIFFER("MG1770", Theme.TRUST, Severity.ERROR, "two signers of workload certificates"),

  CLIENT_CERTIFICATE("MG1790", Theme.CREDENTIALS, Severity.ERROR, "unusable client certificate"),
  CLIENT_CERTIFICATE_ADMIN(
      "MG1791", Theme.CREDENTIALS, Severity.ERROR, "client certificate of an administrator"),
  CLIENT_CERTIFICATE_TIME(
      "MG1792", Theme.CREDENTIALS, Severity.ERROR, "client certificate not valid now"),
  CLIENT_CERTIFICATE_EXPIRES(
      "MG1793", Theme.CREDENTIALS, Severity.ERROR, "client certificate expires"),
  CLIENT_CERTIFICATE_ALLOWED(
      "MG1794",
      Theme.CREDENTIALS,
      Severity.WARNING,
      "client certificate, allowed by --allow-expiring"),
  CREDENTIAL_ENDS("MG1795", Theme.CREDENTIALS, Severity.WARNING, "filed credential expires soon"),

  PLUGIN_EMPTY("MG1801", Theme.DELIVERY, Severity.ERROR, "nothing for a plugin to print"),
  PLUGIN_LAYER("MG1802", Theme.DELIVERY, Severity.ERROR, "layer not printable by plugins"),
  PLUGIN_INPUT("MG1803", Theme.DELIVERY, Severity.ERROR, "invalid input of a plugin"),
  TOKEN_ENGINE_SHARED("MG1810", Theme.CREDENTIALS, Severity.ERROR, "one engine for two clusters"),
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

  /** The code with an id, written in upper case. */
  public static Optional<Code> of(String id) {
    for (Code code : values()) {
      if (code.id.equals(id)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The theme it belongs to. */
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
