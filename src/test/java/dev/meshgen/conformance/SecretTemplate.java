package dev.meshgen.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/**
 * Executes templates as External Secrets does: they are Go's.
 *
 * @param folder for the program
 * @param cache of the Go compiler
 */
record SecretTemplate(Path folder, Path cache) {
  private static final String PROGRAM =
      """
      package main

      import (
      \t"encoding/base64"
      \t"encoding/json"
      \t"os"
      \t"text/template"
      )

      func main() {
      \tfunctions := template.FuncMap{
      \t\t"b64enc": func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) },
      \t\t"toJson": func(value any) string { text, _ := json.Marshal(value); return string(text) },
      \t}
      \ttext, err := os.ReadFile(os.Args[1])
      \tif err != nil {
      \t\tpanic(err)
      \t}
      \tvalues := map[string]string{}
      \tcontent, err := os.ReadFile(os.Args[2])
      \tif err == nil {
      \t\terr = json.Unmarshal(content, &values)
      \t}
      \tif err != nil {
      \t\tpanic(err)
      \t}
      \tparsed := template.Must(template.New("").Option("missingkey=error").Funcs(functions).Parse(string(text)))
      \tif err := parsed.Execute(os.Stdout, values); err != nil {
      \t\tpanic(err)
      \t}
      }
      """;

  String executed(String template, Map<String, String> values) throws IOException {
    Files.writeString(folder.resolve("main.go"), PROGRAM);
    Files.writeString(folder.resolve("template"), template);
    Files.writeString(folder.resolve("values"), new ObjectMapper().writeValueAsString(values));
    return Tool.named("go")
        .in(folder, Map.of("GOCACHE", cache.toString()), "run", "main.go", "template", "values")
        .succeeded();
  }
}
