package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the one context of a kubeconfig that is used, and what it refers to. */
final class ContextChoice {
  private static final int MOST_NAMES = 10;

  private final Remarks remarks;
  private final Field config;
  private final Parts parts;

  ContextChoice(Remarks remarks, Field config) {
    this.remarks = remarks;
    this.config = config;
    this.parts = new Parts(remarks);
  }

  /** The context asked for, else the current one, else the only one. */
  Optional<Field> context(Optional<String> wanted) {
    Optional<String> name = wanted.or(() -> parts.text(config, "current-context"));
    List<Field> contexts = items("contexts");
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
  Optional<Field> named(String list, String kind, Field context) {
    Optional<String> name = parts.text(context, kind);
    if (name.isEmpty()) {
      return refused("`" + context.path() + "` names no " + kind);
    }
    return one(list, kind, name.get());
  }

  private Optional<Field> one(String list, String kind, String name) {
    List<Field> found =
        items(list).stream()
            .filter(item -> item.at("name").flatMap(Field::text).orElse("").equals(name))
            .toList();
    if (found.size() != 1) {
      String which = kind + " " + Shown.quoted(name, "(its name is not shown)");
      return refused(
          found.isEmpty()
              ? "the kubeconfig has no " + which
              : "the kubeconfig has the " + which + " " + found.size() + " times");
    }
    return content(found.get(0), kind);
  }

  private Optional<Field> content(Field item, String kind) {
    Optional<Field> content = item.at(kind).filter(Field::isMap);
    return content.isPresent() ? content : refused("`" + item.path() + "` holds no " + kind);
  }

  private List<Field> items(String list) {
    return config.at(list).map(Field::items).orElse(List.of());
  }

  private Optional<Field> refused(String message) {
    String names =
        items("contexts").stream()
            .limit(MOST_NAMES)
            .map(item -> item.at("name").flatMap(Field::text).orElse(""))
            .map(name -> Shown.quoted(name, "(one that is not shown)"))
            .collect(Collectors.joining(", "));
    remarks.say(
        Code.CREDENTIAL_CONTEXT,
        message,
        "exactly one context that can be used",
        names.isEmpty() ? CredentialReader.FORMS : "choose with `--context`; there are: " + names);
    return Optional.empty();
  }
}
