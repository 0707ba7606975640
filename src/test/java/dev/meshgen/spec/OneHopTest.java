package dev.meshgen.spec;

import static dev.meshgen.spec.SpecFixture.cluster;
import static dev.meshgen.spec.SpecFixture.mesh;
import static dev.meshgen.spec.SpecFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hint is what to write, and what it says is right. */
class OneHopTest {
  private static final String EAST = cluster("east", "", "");
  private static final Pattern FIELD =
      Pattern.compile("(?<!--|\\w)(?:Mesh|Cluster|[a-z]+[A-Za-z]*)(?:\\.[A-Za-z]+)+");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trust: {intermediate: {validity: 365}}   | write 365d
          trust: {root: {validity: 10y}}           | write 3650d
          trust: {root: {validity: 365D}}          | write 365d
          istio: {version: v1.30.5}                | write 1.30.5
          istio: {version: 1.31}                   | quote it: "1.31"
          trustDomain: Retail.Example              | write retail.example
          clusters: [east]                         | write each cluster as its own document
          externalSecrets: {}                      | `secrets.vault.externalSecrets`
          sealedSecrets: {}                        | it belongs under spec.secrets
          vault: {}                                | `secrets.vault`
          trust: {root: {issuerRef: {}}}           | `trust.authority.certManager.issuer`
          network: aws                             | it belongs under spec.clusterDefaults
          mtls: strict                             | it belongs under spec.security
          platform: eks                            | it belongs under spec.clusterDefaults
          clusterDefaults: {netwrok: null}         | did you mean "network"?
          clusterOverrides: [{match: {a: b}, set: {netwrok: null}}] | did you mean "network"?
          trustDomian: null                        | did you mean "trustDomain"?
          destination: hub                         | spec.clusterDefaults.argocd
          clusterOverrides: [{match: {matchLabels: {a: b}}, set: {}}] | directly below match
          trust: {root: {vault: x}}                | `trust.authority.vault`
          trust: {root: {pem: x}}                  | meshgen trust import
          security: {mtls: disabled}               | did you mean "permissive"?
          discovery: {credential: {externalSecrets: {secretStoreRef: a}}} | write `{name: a}` instead
          discovery: {credential: {externalSecrets: a}} | write `{secretStoreRef: {name: a}}` instead
          discovery: {credential: {vaultKubernetes: null}} | write `{address: …}` instead
          """)
  void inTheMesh(String field, String hint) {
    assertThat(problems(mesh(field), EAST)).singleElement().asString().contains(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kubernetes: {version: 1.34.2}     | write "1.34"
          kubernetes: {version: v1.34}      | write "1.34"
          kubernetes: {version: 1.30}       | quote it: "1.30"
          netwrok: null                     | did you mean "network"?
          istio: {hubb: null}               | did you mean "hub"?
          version: 1.30.5                   | it belongs under spec.istio or spec.kubernetes
          mtls: strict                      | it belongs under spec.security of the Mesh
          eastWest: {exposure: public}      | did you mean "internet"?
          eastWest: {addressesFor: {a: b}}  | `eastWest.addressFor`
          secrets: {sops: {kms: [a]}}       | write `{arn: a}` instead
          secrets: {sops: {pgp: "a b"}}     | write `["a b"]` instead
          controlPlane: {type: remote}      | write `role`
          discovery: {credential: {vaultKubernetes: {address: a}}} | spec.discovery.credential.vaultKubernetes of the Mesh
          network: \u00f6st                 | write ost
          network: \u201ca\u201d             | write a
          discovery: {credential: {vaultKubernetes: {mount: ../x}}} | Where the Kubernetes secrets engine is mounted
          secrets: {sops: {gcp_kms: [a]}}   | write `gcpKms`
          secrets: {sops: {azureKv: [a]}}   | write `azureKeyVault`
          network: East Coast!              | write East-Coast
          network: ""                       | it is empty
          istio: {revision: -x}             | write x
          eastWest: {loadBalancer: {provider: aws-lbc}} | "aws-load-balancer-controller"?
          eastWest: {loadBalancer: {provider: vultr}}   | set `class` and `annotations`
          """)
  void inACluster(String field, String hint) {
    assertThat(problems(mesh(""), cluster("east", "", field)))
        .singleElement()
        .asString()
        .contains(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS,eks",
    "eks-anywhere,generic",
    "rke2,generic",
    "kops,generic",
    "azure,aks",
    "microk8s,generic",
    "upcloud,generic"
  })
  void ofAPlatform(String written, String meant) {
    assertThat(problems(mesh(""), EAST.replace("platform: eks", "platform: " + written)))
        .singleElement()
        .asString()
        .contains("did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "oke,oci",
    "DOKS,digitalocean",
    "lke,linode",
    "iks,ibm",
    "hcloud,hetzner",
    "akamai,linode",
    "kapsule,scaleway",
    "scaleway,scaleway",
    "magnum,openstack"
  })
  void ofAPlatformWhoseLoadBalancersAreKnown(String written, String provider) {
    assertThat(problems(mesh(""), EAST.replace("platform: eks", "platform: " + written)))
        .singleElement()
        .asString()
        .contains("\"generic\", with eastWest.loadBalancer.provider: " + provider + "?");
    assertThat(
            problems(
                mesh(""),
                cluster("e", "", "eastWest: {loadBalancer: {provider: " + provider + "}}")))
        .noneMatch(problem -> problem.contains("provider"));
  }

  /** What a provider is called, the cloud may be called where a platform is asked for. */
  @Test
  void everyWordForAProviderMeansAPlatform() {
    SchemaField fields = new Schemas().fields("Cluster");
    SchemaField provider =
        fields.find(List.of("spec", "eastWest", "loadBalancer", "provider")).orElseThrow();
    SchemaField platform = fields.find(List.of("spec", "platform")).orElseThrow();
    Set<String> software = Set.of("aws-load-balancer-controller", "kube-vip");

    assertThat(provider.values().synonyms())
        .allSatisfy(
            (word, meant) -> {
              if (!software.contains(meant) && word.length() > 2) {
                assertThat(
                        platform.allowed().contains(word)
                            ? word
                            : platform.values().synonyms().get(word))
                    .as(word)
                    .isNotNull();
              }
            });
  }

  @Test
  void anotherVersionOfTheSpecIsNamed() {
    assertThat(problems(mesh(""), EAST.replace("meshgen.dev/v1alpha1", "meshgen.dev/v1")))
        .anyMatch(problem -> problem.contains("did you mean \"meshgen.dev/v1alpha1\"?"));
  }

  @Test
  void synonymsMeanValuesThatThereAre() {
    Schemas schemas = new Schemas();
    List<SchemaField> fields = new ArrayList<>();
    Schemas.KINDS.forEach(kind -> collect(schemas.fields(kind), fields));

    for (SchemaField field : fields) {
      Map<String, String> synonyms = field.values().synonyms();
      assertThat(field.allowed()).containsAll(synonyms.values());
      assertThat(synonyms.keySet()).noneMatch(field.allowed()::contains);
      assertThat(field.shape().notOffered().keySet()).noneMatch(field.fields()::containsKey);
    }
  }

  @Test
  void whatIsNotOfferedIsAnsweredWithWhatIs() {
    Schemas schemas = new Schemas();
    Map<String, String> answers = new TreeMap<>();
    for (String kind : Schemas.KINDS) {
      SchemaField root = schemas.fields(kind);
      collectAnswers(schemas, List.of(root, root.fields().get("spec")), answers);
    }

    assertThat(answers).isNotEmpty();
    assertThat(answers.keySet()).noneMatch(answer -> answer.contains("not supported"));
    assertThat(answers).allSatisfy((answer, lost) -> assertThat(lost).as(answer).isEmpty());
  }

  /** By answer: the fields in it that do not exist. */
  private static void collectAnswers(
      Schemas schemas, List<SchemaField> path, Map<String, String> answers) {
    SchemaField last = path.get(path.size() - 1);
    for (String answer : last.shape().notOffered().values()) {
      List<String> lost =
          FIELD
              .matcher(answer)
              .results()
              .map(MatchResult::group)
              .filter(field -> !exists(schemas, path, field))
              .toList();
      answers.put(answer, String.join(", ", lost));
    }
    List<SchemaField> below = new ArrayList<>(last.fields().values());
    last.items().ifPresent(below::add);
    for (SchemaField each : below) {
      List<SchemaField> longer = new ArrayList<>(path);
      longer.add(each);
      collectAnswers(schemas, longer, answers);
    }
  }

  private static boolean exists(Schemas schemas, List<SchemaField> path, String field) {
    for (String kind : Schemas.KINDS) {
      if (field.startsWith(kind + ".")) {
        return exists(schemas.fields(kind), field.substring(kind.length() + 1));
      }
    }
    return path.stream().anyMatch(from -> exists(from, field));
  }

  private static boolean exists(SchemaField from, String field) {
    SchemaField at = from;
    for (String name : List.of(field.split("\\.", -1))) {
      if (at.shape().open() && at.fields().isEmpty()) {
        return true;
      }
      at = at.fields().get(name);
      if (at == null) {
        return false;
      }
    }
    return true;
  }

  private static void collect(SchemaField field, List<SchemaField> fields) {
    fields.add(field);
    field.fields().values().forEach(each -> collect(each, fields));
    field.items().ifPresent(each -> collect(each, fields));
  }

  @Test
  void documentsRunTogetherAreOneError() {
    assertThat(problems(mesh(""), EAST.replace("---\n", "")))
        .singleElement()
        .asString()
        .contains("DOCUMENTS_NOT_SEPARATED", "insert a line `---` above");
    assertThat(problems(mesh(""), EAST.replace("---\n", "----\n")))
        .singleElement()
        .asString()
        .contains("DOCUMENTS_NOT_SEPARATED", "write `---`");
  }

  @Test
  void invisibleCharactersAreNamedWhereTheyAre() {
    assertThat(problems(mesh(""), EAST.replace("  platform", "\u00a0\u00a0platform")))
        .singleElement()
        .asString()
        .contains("INVISIBLE_CHARACTER", "U+00A0 (no-break space)");
    assertThat(problems(mesh(""), EAST.replace("platform", "plat\u200bform")))
        .singleElement()
        .asString()
        .contains("INVISIBLE_CHARACTER", "U+200B");
  }
}
