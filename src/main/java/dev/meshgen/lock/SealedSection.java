package dev.meshgen.lock;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The section of a lock about sealed files. */
final class SealedSection {
  private SealedSection() {}

  static void print(LockPrinter out, SortedMap<String, SealedFacts> sealed) {
    if (sealed.isEmpty()) {
      out.line("sealed: {}");
      return;
    }
    out.line("sealed:");
    for (Map.Entry<String, SealedFacts> entry : sealed.entrySet()) {
      out.key(2, entry.getKey());
      print(out, entry.getValue());
    }
  }

  private static void print(LockPrinter out, SealedFacts facts) {
    out.text(4, "inputs", facts.inputs());
    out.text(4, "sha256", facts.sha256());
    facts.stored().ifPresent(stored -> print(out, stored));
    facts.controller().ifPresent(controller -> print(out, controller));
    if (facts.carried().isEmpty()) {
      recipients(out, facts);
    }
    facts.certificate().ifPresent(found -> CertificateSection.print(out, 4, "certificate", found));
    facts.request().ifPresent(request -> print(out, request));
    if (!facts.roots().isEmpty()) {
      out.list(4, "roots", facts.roots());
    }
    facts.credential().ifPresent(credential -> print(out, credential));
  }

  private static void recipients(LockPrinter out, SealedFacts facts) {
    out.list(4, "recipients", facts.recipients().stream().map(Recipient::toString).toList());
    if (!facts.former().isEmpty()) {
      out.list(4, "formerRecipients", facts.former().stream().map(Recipient::toString).toList());
    }
  }

  private static void print(LockPrinter out, StoredFacts stored) {
    out.line("    vault:");
    out.text(6, "mount", stored.mount());
    out.text(6, "path", stored.path());
  }

  private static void print(LockPrinter out, ControllerFacts controller) {
    out.line("    sealedSecrets:");
    out.text(6, "certificate", controller.certificate());
    out.text(6, "scope", controller.scope());
  }

  private static void print(LockPrinter out, LockedRequest request) {
    out.line("    request:");
    out.line("      generation: " + request.generation());
    out.text(6, "publicKey", request.publicKey());
    out.text(6, "sha256", request.sha256());
    out.text(6, "root", request.root());
  }

  private static void print(LockPrinter out, CredentialFacts facts) {
    out.line("    credential:");
    out.text(6, "server", facts.server().address());
    out.text(6, "tlsServerName", facts.server().tlsServerName());
    out.text(6, "proxy", facts.server().proxy());
    out.text(6, "subject", facts.subject());
    out.text(6, "expires", facts.expires().map(Object::toString));
    out.text(6, "caSha256", facts.server().caSha256());
    out.text(6, "accountUid", facts.accountUid());
    out.text(6, "tokenSha256", facts.tokenSha256());
    facts.client().ifPresent(client -> print(out, client));
  }

  private static void print(LockPrinter out, CredentialFacts.ClientCertificate client) {
    out.line("      clientCertificate:");
    out.text(8, "user", client.user());
    out.text(8, "sha256", client.sha256());
  }

  static SortedMap<String, SealedFacts> parse(LockNode.Fields lock) throws LockException {
    SortedMap<String, SealedFacts> sealed = new TreeMap<>();
    for (LockNode entry : lock.required("sealed").fields().all()) {
      Optional<String> problem = TreePath.problem(entry.name());
      if (problem.isPresent()) {
        throw entry.error("path \"" + entry.name() + "\" " + problem.get());
      }
      sealed.put(entry.name(), facts(entry.fields()));
    }
    return sealed;
  }

  private static SealedFacts facts(LockNode.Fields fields) throws LockException {
    String inputs = fields.required("inputs").digest();
    String sha256 = fields.required("sha256").digest();
    Optional<CarriedFacts> carried = carried(fields);
    List<Recipient> recipients =
        carried.isPresent() ? List.of() : recipients(fields.required("recipients"));
    Optional<LockNode> before = fields.optional("formerRecipients");
    List<Recipient> former = before.isPresent() ? recipients(before.get()) : List.of();
    Optional<LockNode> certificate = fields.optional("certificate");
    Optional<LockNode> request = fields.optional("request");
    Optional<LockNode> roots = fields.optional("roots");
    Optional<LockNode> credential = fields.optional("credential");
    fields.end();
    SealedFacts.Holds holds =
        new SealedFacts.Holds(
            certificate.isPresent()
                ? Optional.of(CertificateSection.parse(certificate.get().fields()))
                : Optional.empty(),
            request.isPresent() ? Optional.of(request(request.get().fields())) : Optional.empty(),
            credential.isPresent()
                ? Optional.of(credential(credential.get().fields()))
                : Optional.empty());
    List<String> bundle = roots.isPresent() ? digests(roots.get()) : List.of();
    return new SealedFacts(inputs, sha256, recipients, holds, former, bundle, carried);
  }

  private static Optional<CarriedFacts> carried(LockNode.Fields fields) throws LockException {
    Optional<LockNode> vault = fields.optional("vault");
    Optional<LockNode> controller = fields.optional("sealedSecrets");
    if (vault.isPresent()) {
      return Optional.of(stored(vault.get().fields()));
    }
    return controller.isPresent()
        ? Optional.of(controller(controller.get().fields()))
        : Optional.empty();
  }

  private static ControllerFacts controller(LockNode.Fields fields) throws LockException {
    ControllerFacts facts =
        new ControllerFacts(
            fields.required("certificate").digest(), fields.required("scope").text());
    fields.end();
    return facts;
  }

  private static StoredFacts stored(LockNode.Fields fields) throws LockException {
    StoredFacts stored =
        new StoredFacts(fields.required("mount").text(), fields.required("path").text());
    fields.end();
    return stored;
  }

  private static List<String> digests(LockNode list) throws LockException {
    List<String> digests = new ArrayList<>();
    for (LockNode item : list.items()) {
      digests.add(item.digest());
    }
    return digests;
  }

  private static LockedRequest request(LockNode.Fields fields) throws LockException {
    LockedRequest request =
        new LockedRequest(
            CertificateSection.generation(fields.required("generation")),
            fields.required("publicKey").digest(),
            fields.required("sha256").digest(),
            root(fields));
    fields.end();
    return request;
  }

  private static Optional<String> root(LockNode.Fields fields) throws LockException {
    Optional<LockNode> root = fields.optional("root");
    return root.isPresent() ? Optional.of(root.get().digest()) : Optional.empty();
  }

  private static List<Recipient> recipients(LockNode list) throws LockException {
    List<Recipient> recipients = new ArrayList<>();
    for (LockNode recipient : list.items()) {
      recipients.add(Recipient.parse(recipient.text()));
    }
    return recipients;
  }

  private static CredentialFacts credential(LockNode.Fields fields) throws LockException {
    String server = fields.required("server").text();
    Optional<String> tlsServerName = fields.optionalText("tlsServerName");
    Optional<String> proxy = fields.optionalText("proxy");
    Optional<String> subject = fields.optionalText("subject");
    Optional<String> account = fields.optionalText("accountUid");
    Optional<LockNode> expires = fields.optional("expires");
    Optional<LockNode> ca = fields.optional("caSha256");
    Optional<LockNode> token = fields.optional("tokenSha256");
    Optional<LockNode> client = fields.optional("clientCertificate");
    fields.end();
    return new CredentialFacts(
        new CredentialFacts.Server(
            server,
            tlsServerName,
            proxy,
            ca.isPresent() ? Optional.of(ca.get().digest()) : Optional.empty()),
        subject,
        expires.isPresent() ? Optional.of(expires.get().instant()) : Optional.empty(),
        token.isPresent() ? Optional.of(token.get().digest()) : Optional.empty(),
        account,
        client.isPresent() ? Optional.of(client(client.get().fields())) : Optional.empty());
  }

  private static CredentialFacts.ClientCertificate client(LockNode.Fields fields)
      throws LockException {
    CredentialFacts.ClientCertificate client =
        new CredentialFacts.ClientCertificate(
            fields.required("user").text(), fields.required("sha256").digest());
    fields.end();
    return client;
  }
}
