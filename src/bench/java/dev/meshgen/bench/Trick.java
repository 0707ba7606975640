package dev.meshgen.bench;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that makes starts quicker, and how meshgen is built without it.
 *
 * @param name in the words of the table
 * @param edits to the sources or the launcher; each must change something
 */
record Trick(String name, Kind kind, List<Edit> edits) {
  /** What the build does besides. */
  enum Kind {
    /** Nothing but the edits. */
    EDITED,
    /** Leaves lambdas and joined strings as javac makes them by default. */
    LINKED_AT_START,
    /** Takes picocli as it is released. */
    PICOCLI_AS_RELEASED
  }

  /** In a file of the project, one text instead of all that matches a pattern. */
  record Edit(String file, Pattern pattern, String text) {
    static Edit of(String file, String found, String text) {
      return new Edit(file, Pattern.compile(found, Pattern.LITERAL), text);
    }

    String in(String content) {
      String edited = pattern.matcher(content).replaceAll(text);
      if (edited.equals(content)) {
        throw new IllegalStateException("nothing in " + file + " matches " + pattern);
      }
      return edited;
    }
  }

  private static final String MAIN = "src/main/java/dev/meshgen/";
  private static final Pattern EQUALITY =
      Pattern.compile(
          "( {2,4})@Override\n\\1public (boolean equals|int hashCode)\\(.*?\n\\1}\n",
          Pattern.DOTALL);

  /** The launcher's, made by its training. */
  static final Trick ARCHIVE = edited("the class-data archive");

  static final List<Trick> ALL =
      List.of(
          ARCHIVE,
          option("compiling with C1 alone", "-XX:TieredStopAtLevel=1 "),
          option("compiling less", "-XX:C1MaxInlineSize=20 -XX:C1MaxInlineLevel=4"),
          option(
              "a collector with two threads",
              "-XX:+UseParallelGC -XX:ParallelGCThreads=2 -XX:-UseAdaptiveSizePolicy "
                  + "-XX:MaxTenuringThreshold=1\n"),
          option("a heap of its final size", "-Xms128m -Xmn48m "),
          option("reflection without generated classes", "-Dsun.reflect.inflationThreshold=500 "),
          option("reflection without method handles", " -Djdk.reflect.useNativeAccessorOnly=true"),
          edited(
              "the warm-up on a second thread",
              Edit.of(MAIN + "cli/Main.java", "WarmUp.start(arguments);", "")),
          edited(
              "describing one command only",
              Edit.of(
                  MAIN + "cli/Main.java",
                  "arguments.length == 0 ? null : COMMANDS.get(arguments[0])",
                  "null")),
          edited(
              "reading schemas without data binding",
              Edit.of(
                  MAIN + "spec/SchemaReader.java",
                  "  static JsonNode tree(String text) {",
                  "  static JsonNode tree(String text) {\n"
                      + "    if (true) return new tools.jackson.databind.json.JsonMapper()"
                      + ".readTree(text);")),
          edited(
              "catalog documents read on demand",
              Edit.of(
                  MAIN + "istio/LazyValue.java",
                  "    this.read = read;",
                  "    this.value = read.get();")),
          edited(
              "certificates' times without SimpleDateFormat",
              Edit.of(
                  MAIN + "pki/CertificateTime.java",
                  "static Time of(Instant instant) {",
                  "static Time of(Instant instant) {\n"
                      + "    if (true) return new Time(java.util.Date.from(instant));"),
              Edit.of(
                  MAIN + "pki/CertificateTime.java",
                  "static Instant read(Time time) {",
                  "static Instant read(Time time) {\n"
                      + "    if (true) return time.getDate().toInstant();")),
          edited(
              "equality of records written out",
              equality("diagnostic/Span.java"),
              equality("model/Located.java"),
              equality("model/Revision.java"),
              equality("plan/SecretPlan.java"),
              equality("recipient/Recipient.java"),
              equality("rules/values/HelmValues.java"),
              equality("rules/versions/WrittenVersion.java")),
          edited(
              "groups by words, not by records",
              Edit.of(
                  MAIN + "rules/gateways/InternalInFact.java",
                  "Map<String, ExposureDoubt> reasons",
                  "Map<ExposureDoubt, ExposureDoubt> reasons"),
              Edit.of(
                  MAIN + "rules/gateways/InternalInFact.java",
                  "Map<String, List<Cluster>> unknown",
                  "Map<ExposureDoubt, List<Cluster>> unknown"),
              Edit.of(
                  MAIN + "rules/gateways/InternalInFact.java",
                  "String reason = unsure.why() + unsure.way();",
                  "ExposureDoubt reason = unsure;")),
          edited(
              "paths sorted without a comparator of the JDK",
              Edit.of(
                  MAIN + "tree/OutputTree.java",
                  "sorted.sort((one, other) -> one.getKey().compareTo(other.getKey()));",
                  "sorted.sort(Map.Entry.comparingByKey());")),
          edited(
              "YAML in plain blocks read from its bytes",
              Edit.of(
                  MAIN + "yaml/YamlReader.java",
                  "return BlockReader.read(file, content).orElseGet("
                      + "() -> parsed(file, content, report));",
                  "return parsed(file, content, report);")),
          edited(
              "recipients of sealed files read from their bytes",
              Edit.of(
                  MAIN + "seal/sops/SopsReaders.java",
                  "  private Optional<SealRule> asWritten() {",
                  "  private Optional<SealRule> asWritten() {\n"
                      + "    if (true) return Optional.empty();")),
          edited(
              "times of sops read without a formatter",
              Edit.of(
                  MAIN + "seal/sops/Rfc3339.java",
                  "      if (isUtc(text)) {",
                  "      if (text.isEmpty()) {")),
          edited(
              "numbers without a regular expression",
              Edit.of(
                  MAIN + "yaml/PlainNumber.java",
                  "    return integerEnd > 0 && (integerEnd == text.length()",
                  "    if (true) return text.matches("
                      + "\"-?(0|[1-9][0-9]*)(\\\\.[0-9]*([eE][-+][0-9]+)?)?\");\n"
                      + "    return integerEnd > 0 && (integerEnd == text.length()")),
          edited(
              "base points of curves written down",
              Edit.of(
                  MAIN + "pki/EcCurve.java",
                  "curve.decodePoint(HexFormat.of().parseHex(base))",
                  "curve.decodePoint(HexFormat.of().parseHex(base).length == 0 ? null :"
                      + " org.bouncycastle.asn1.x9.ECNamedCurveTable.getByOID(oid)"
                      + ".getG().getEncoded(false))")),
          edited(
              "threads without streams",
              Edit.of(
                  MAIN + "tree/Workers.java",
                  "  private void run(int threads) throws TreeException {",
                  "  private void run(int threads) throws TreeException {\n"
                      + "    if (threads > 1) {\n"
                      + "      java.util.stream.IntStream.range(0, threads).parallel()"
                      + ".forEach(i -> drain());\n"
                      + "      rethrow();\n"
                      + "      return;\n"
                      + "    }")),
          edited(
              "the secret scan's own table",
              Edit.of(
                  MAIN + "scan/SecretPatterns.java",
                  "new Needle[SLOTS][]",
                  "new Needle[0][];\n  private final java.util.Map<Integer, Needle[]> map"
                      + " = new java.util.HashMap<>()"),
              Edit.of(
                  MAIN + "scan/SecretPatterns.java",
                  "slots[slot] == null ? new Needle[0] : slots[slot];",
                  "map.getOrDefault(window, new Needle[0]);"),
              Edit.of(
                  MAIN + "scan/SecretPatterns.java",
                  "slots[slot] = Arrays.copyOf(before, before.length + 1);",
                  "before = Arrays.copyOf(before, before.length + 1);\n"
                      + "    map.put(window, before);"),
              Edit.of(
                  MAIN + "scan/SecretPatterns.java",
                  "slots[slot][before.length] = new Needle(",
                  "before[before.length - 1] = new Needle("),
              Edit.of(
                  MAIN + "scan/SecretPatterns.java",
                  "return slots[slot(window)];",
                  "return map.get(window);")),
          new Trick("lambdas linked by the build", Kind.LINKED_AT_START, List.of()),
          new Trick("picocli compiled again", Kind.PICOCLI_AS_RELEASED, List.of()));

  private static Trick edited(String name, Edit... edits) {
    return new Trick(name, Kind.EDITED, List.of(edits));
  }

  private static Trick option(String name, String options) {
    return edited(name, Edit.of("meshgen", options, ""));
  }

  private static Edit equality(String file) {
    return new Edit(MAIN + file, EQUALITY, "");
  }
}
