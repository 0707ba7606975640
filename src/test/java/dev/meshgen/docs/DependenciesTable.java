package dev.meshgen.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The direct dependencies as the POM has them, each with the reason that the README gives for it.
 */
final class DependenciesTable {
  private static final Path POM = Path.of("pom.xml");

  private DependenciesTable() {}

  /** A dependency of the POM; {@code version} is resolved. */
  record Dependency(String group, String artifact, String version, String scope) {}

  /** Writes the table again; reasons are kept from {@code table}, and empty where it has none. */
  static String write(String table) {
    Map<String, String> reasons = reasons(table);
    StringBuilder out = new StringBuilder();
    out.append("| Dependency | Version | Scope | Why |\n|---|---|---|---|\n");
    for (Dependency each : dependencies()) {
      out.append("| `").append(each.artifact()).append("` | ").append(each.version());
      out.append(" | ").append(each.scope()).append(" | ");
      out.append(reasons.getOrDefault(each.artifact(), "")).append(" |\n");
    }
    return out.toString();
  }

  /** Reason by artifact. */
  static Map<String, String> reasons(String table) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : table.split("\n")) {
      String[] cells = line.split(" *\\| *", -1);
      if (cells.length == 6 && cells[1].startsWith("`")) {
        reasons.put(cells[1].replace("`", ""), cells[4]);
      }
    }
    return reasons;
  }

  static List<Dependency> dependencies() {
    Element project = project();
    Map<String, String> properties = new LinkedHashMap<>();
    for (Element property : children(child(project, "properties"))) {
      properties.put("${" + property.getTagName() + "}", property.getTextContent().strip());
    }
    Map<String, String> managed = new LinkedHashMap<>();
    Element management = child(child(project, "dependencyManagement"), "dependencies");
    for (Element each : children(management)) {
      String key =
          text(each, "type").equals("pom") ? text(each, "groupId") : text(each, "artifactId");
      managed.put(key, text(each, "version"));
    }
    List<Dependency> dependencies = new ArrayList<>();
    for (Element each : children(child(project, "dependencies"))) {
      String group = text(each, "groupId");
      String artifact = text(each, "artifactId");
      String version = text(each, "version");
      if (version.isEmpty()) {
        version =
            managed.containsKey(artifact) ? managed.get(artifact) : managedByBom(managed, group);
      }
      String scope = text(each, "scope");
      dependencies.add(
          new Dependency(
              group,
              artifact,
              properties.getOrDefault(version, version),
              scope.isEmpty() ? "compile" : scope));
    }
    return dependencies;
  }

  private static String managedByBom(Map<String, String> managed, String group) {
    return managed.entrySet().stream()
        .filter(entry -> group.startsWith(entry.getKey()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no version for " + group))
        .getValue();
  }

  private static Element project() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(POM.toFile())
          .getDocumentElement();
    } catch (Exception e) {
      throw new IllegalStateException("cannot read " + POM, e);
    }
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
        children.add((Element) nodes.item(i));
      }
    }
    return children;
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(each -> each.getTagName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " in " + parent.getTagName()));
  }

  private static String text(Element parent, String name) {
    return children(parent).stream()
        .filter(each -> each.getTagName().equals(name))
        .findFirst()
        .map(each -> each.getTextContent().strip())
        .orElse("");
  }
}
