package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of raw values that keep the items of meshgen's own. */
class MergedListsTest {
  private static final YamlMap OWN =
      RawValues.read(
          """
          volumes: [{name: cacerts-required, secret: {secretName: cacerts}}]
          meshConfig: {trustDomainAliases: [retail.example]}
          """);

  private static String keep(String yaml) {
    YamlMap values = RawValues.read(yaml);
    return YamlWriter.write(MergedLists.keep(Chart.ISTIOD, "istiod", values, () -> OWN));
  }

  private static String plain(String yaml) {
    return YamlWriter.write(RawValues.read(yaml));
  }

  @Test
  void meshgensItemsComeFirst() {
    assertThat(keep("meshConfig: {trustDomainAliases: [partner.example]}"))
        .isEqualTo(plain("meshConfig: {trustDomainAliases: [retail.example, partner.example]}"));
  }

  @Test
  void anItemThatMeshgenHasAsWellIsThereOnce() {
    assertThat(keep("meshConfig: {trustDomainAliases: [partner.example, retail.example]}"))
        .isEqualTo(plain("meshConfig: {trustDomainAliases: [retail.example, partner.example]}"));
    assertThat(keep("volumes: [{secret: {secretName: cacerts}, name: cacerts-required}]"))
        .isEqualTo(plain("volumes: [{name: cacerts-required, secret: {secretName: cacerts}}]"));
  }

  @Test
  void theListStaysWhereTheUserWroteIt() {
    assertThat(keep("pilot: {image: pilot, volumes: [{name: audit}], tag: a}"))
        .isEqualTo(
            plain(
                "pilot: {image: pilot, volumes: [{name: cacerts-required, secret: {secretName:"
                    + " cacerts}}, {name: audit}], tag: a}"));
    assertThat(keep("meshConfig: {trust_domain_aliases: []}"))
        .isEqualTo(plain("meshConfig: {trust_domain_aliases: [retail.example]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meshConfig: {accessLogFile: a, discoverySelectors: []}",
        "volumeMounts: [{name: audit, mountPath: /audit}]",
        "global: {imagePullSecrets: [other]}",
        "tolerations: [{key: a}]",
      })
  void everythingElseStaysAsItIs(String yaml) {
    assertThat(keep(yaml)).isEqualTo(plain(yaml));
  }

  @Test
  void meshgensOwnValuesAreNotAskedForWithoutNeed() {
    YamlMap values = RawValues.read("tolerations: [{key: a}]");
    assertThat(
            MergedLists.keep(
                Chart.ISTIOD,
                "istiod",
                values,
                () -> {
                  throw new AssertionError();
                }))
        .isSameAs(values);
  }
}
