package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the one context of a kubeconfig that is used, and what it refers to. */
final class ContextChoice {
  private static final int MOST_NAMES = 10;

  private final CredentialDiagnostics remarks;
  private final CredentialField config;
  private final CredentialParts parts;

  ContextChoice(CredentialDiagnostics remarks, CredentialField config) {
    this.remarks = remarks;
    this.config = config;
    this.parts = new CredentialParts(remarks);
  }

  /** The context asked for, else the current one, else the only one. */
  Optional<CredentialField> context(Optional<String> wanted) {
    Optional<String> name = wanted.or(() -> parts.text(config, "current-context"));
    List<CredentialField> contexts = items("contexts");
    if (name.isPresent()) {
      return one("contexts", "context", name.get());
    }
    if (contexts.size() == 1) {
      return content(contexts.get(0), "context");
    }
    String message =
        contexts.isEmpty()
            ? "the kubeconfig has no context"
            : "the kubeconfig has " + contexts.size() + " contexts and none of them is current";
    return refused(message);
  }

  /** The cluster or user that a context names. */
  Optional<CredentialField> named(String list, String kind, CredentialField context) {
    Optional<String> name = parts.text(context, kind);
    if (name.isEmpty()) {
      return refused("`" + context.path() + "` names no " + kind);
    }
    return one(list, kind, name.get());
  }

  private Optional<CredentialField> one(String list, String kind, String name) {
    List<CredentialField> found =
        items(list).stream()
            .filter(item -> item.at("name").flatMap(CredentialField::text).orElse("").equals(name))
            .toList();
    if (found.size() != 1) {
      String which = kind + " " + QuotableText.quoted(name, "(its name is not shown)");
      return refused(
          found.isEmpty()
              ? "the kubeconfig has no " + which
              : "the kubeconfig has the " + which + " " + found.size() + " times");
    }
    return content(found.get(0), kind);
  }

  private Optional<CredentialField> content(CredentialField item, String kind) {
    Optional<CredentialField> content = item.at(kind).filter(CredentialField::isMap);
    return content.isPresent() ? content : refused("`" + item.path() + "` holds no " + kind);
  }

  private List<CredentialField> items(String list) {
    return config.at(list).map(CredentialField::items).orElse(List.of());
  }

  private Optional<CredentialField> refused(String message) {
    String names =
        items("contexts").stream()
            .limit(MOST_NAMES)
            .map(item -> item.at("name").flatMap(CredentialField::text).orElse(""))
            .map(name -> QuotableText.quoted(name, "(one that is not shown)"))
            .collect(Collectors.joining(", "));
    remarks.say(
        Code.CREDENTIAL_CONTEXT,
        message,
        "exactly one usable context",
        names.isEmpty() ? CredentialReader.FORMS : "choose one with `--context`: " + names);
    return Optional.empty();
  }
}
