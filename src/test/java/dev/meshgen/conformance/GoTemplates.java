package dev.meshgen.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes the place of {@code esoctl template}: Go's templates, which those of External Secrets are,
 * with those of its functions that ours call.
 */
final class GoTemplates {
  /** Of this build: a compiler without its cache needs minutes on a busy machine. */
  private static final Path HOME = Path.of("target", "go-templates").toAbsolutePath();

  private static final String NAME = "go-templates";
  private static boolean built;

  private static final String PROGRAM =
      """
      package main

      import (
      \t"encoding/base64"
      \t"encoding/json"
      \t"os"
      \t"strings"
      \t"text/template"
      )

      var functions = template.FuncMap{
      \t"b64enc": func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) },
      \t"toJson": func(value any) string { text, _ := json.Marshal(value); return string(text) },
      }

      type texts map[string]string

      type metadata struct {
      \tLabels      texts `json:"labels"`
      \tAnnotations texts `json:"annotations"`
      }

      type object struct {
      \tSpec struct {
      \t\tTarget struct {
      \t\t\tTemplate struct {
      \t\t\t\tMetadata metadata
      \t\t\t\tData     texts
      \t\t\t}
      \t\t}
      \t}
      }

      type secret struct {
      \tMetadata metadata          `json:"metadata"`
      \tData     map[string][]byte `json:"data"`
      }

      func need(err error) {
      \tif err != nil {
      \t\tpanic(err)
      \t}
      }

      func read(path string, into any) {
      \ttext, err := os.ReadFile(path)
      \tneed(err)
      \tneed(json.Unmarshal(text, into))
      }

      func bytes(from texts) map[string][]byte {
      \tall := map[string][]byte{}
      \tfor key, text := range from {
      \t\tall[key] = []byte(text)
      \t}
      \treturn all
      }

      func main() {
      \tvar source object
      \tread(os.Args[1], &source)
      \tfetched := map[string][]byte{}
      \tread(os.Args[2], &fetched)
      \tvalues := texts{}
      \tfor key, value := range fetched {
      \t\tvalues[key] = string(value)
      \t}
      \texecuted := func(templates texts) texts {
      \t\tall := texts{}
      \t\tfor key, text := range templates {
      \t\t\tvar out strings.Builder
      \t\t\tparsed := template.New(key).Option("missingkey=error").Funcs(functions)
      \t\t\tneed(template.Must(parsed.Parse(text)).Execute(&out, values))
      \t\t\tall[key] = out.String()
      \t\t}
      \t\treturn all
      \t}
      \tmade := source.Spec.Target.Template
      \tabout := metadata{executed(made.Metadata.Labels), executed(made.Metadata.Annotations)}
      \tneed(json.NewEncoder(os.Stdout).Encode(secret{about, bytes(executed(made.Data))}))
      }
      """;

  private GoTemplates() {}

  /**
   * Prints the Secret, as JSON.
   *
   * @param folder with the files of both arguments
   * @param object an {@code ExternalSecret}, as JSON
   * @param values what is fetched: base64, by name
   */
  static Tool.Run executed(Path folder, String object, String values) throws IOException {
    build();
    return Tool.named(HOME.resolve(NAME).toString()).in(folder, Map.of(), object, values);
  }

  private static synchronized void build() throws IOException {
    if (built) {
      return;
    }
    Files.createDirectories(HOME);
    Files.writeString(HOME.resolve(NAME + ".go"), PROGRAM);
    Map<String, String> cache = Map.of("GOCACHE", HOME.resolve("cache").toString());
    Tool.named("go").in(HOME, cache, "build", "-o", NAME, NAME + ".go").succeeded();
    built = true;
  }
}
