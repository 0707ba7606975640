package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.platform.ShortLivedToken;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks a credential with the spec: whose token, for how long, for which API server. */
public final class CheckCredential {
  private static final String RECREATE =
      "a Secret of type kubernetes.io/service-account-token has one that does not expire; to use"
          + " this one, pass `--allow-expiring`: discovery of the cluster then ends when it"
          + " expires";

  private static final String LASTING = "a token that does not expire";

  private final Credential credential;
  private final ClusterFacts cluster;
  private final CheckOptions options;
  private final CredentialDiagnostics remarks;

  private CheckCredential(
      Credential credential,
      ClusterFacts cluster,
      CheckOptions options,
      CredentialDiagnostics remarks) {
    this.credential = credential;
    this.cluster = cluster;
    this.options = options;
    this.remarks = remarks;
  }

  /**
   * Checks one credential, and lets the spec's address and certificate authority win.
   *
   * @return empty exactly when it reported an error; else it shares the credential's secret
   */
  public static Optional<AcceptedCredential> check(
      Credential credential, ClusterFacts cluster, CheckOptions options, Report report) {
    CredentialDiagnostics remarks =
        new CredentialDiagnostics(credential.source(), cluster.name(), report);
    return new CheckCredential(credential, cluster, options, remarks).check();
  }

  /**
   * Compares with what is filed for the other clusters: somebody may have read the token through
   * the wrong kubectl context. An error where both lead to one API server, so that istiod would
   * know one cluster under two names; a warning where they share an account, as copies of a
   * cluster's state do.
   *
   * @param filed the facts of what is filed, by cluster; the cluster's own entry is skipped
   */
  public static void compareWithFiled(
      String source,
      String cluster,
      RemoteFacts facts,
      Map<String, RemoteFacts> filed,
      Report report) {
    CredentialDiagnostics remarks = new CredentialDiagnostics(source, cluster, report);
    new TreeMap<>(filed)
        .forEach(
            (name, other) -> {
              if (!name.equals(cluster)) {
                compare(remarks, cluster, facts, name, other);
              }
            });
  }

  private static void compare(
      CredentialDiagnostics remarks,
      String cluster,
      RemoteFacts facts,
      String name,
      RemoteFacts other) {
    String expected = "the credential of \"" + cluster + "\" itself";
    String context =
        "check which kubectl context it came from: istiod would know one cluster under two names";
    if (facts.isSameServer(other)) {
      remarks.say(
          Code.CREDENTIAL_OF_OTHER,
          "the API server "
              + QuotableText.address(facts.server().address())
              + " is already filed for cluster \""
              + name
              + "\"",
          expected,
          context);
    } else if (facts.isSameToken(other) || facts.isSameAccount(other)) {
      String what =
          facts.isSameToken(other) ? "this token" : "a credential of the same ServiceAccount";
      remarks.sayOfBoth(
          name,
          Code.TOKEN_FILED_TWICE,
          what + " is already filed for cluster \"" + name + "\"",
          expected,
          context
              + "; if it is a restored copy of \""
              + name
              + "\", delete the ServiceAccount there and add the new one's token");
    }
  }

  private Optional<AcceptedCredential> check() {
    Optional<TokenFacts> token = credential.token().map(TokenFacts::of);
    token.ifPresent(this::checkToken);
    credential
        .certificate()
        .ifPresent(new CheckClientCertificate(cluster, options, remarks)::check);
    CheckApiServer apiServer = new CheckApiServer(credential, cluster, options, remarks);
    Optional<ReachedServer> server = apiServer.server();
    Optional<CaPem> ca = apiServer.ca();
    if (remarks.hasErrors()) {
      return Optional.empty();
    }
    ReachedServer reached = server.orElseThrow();
    RemoteFacts facts = RemoteFacts.of(credential.login(), ServerFacts.of(reached, ca));
    return Optional.of(new AcceptedCredential(credential, reached, ca.map(CaPem::text), facts));
  }

  private void checkToken(TokenFacts token) {
    checkShape(token);
    checkSubject(token);
    token.expires().ifPresent(this::checkExpiry);
  }

  private void checkShape(TokenFacts token) {
    switch (token.shape()) {
      case DAMAGED ->
          remarks.say(
              Code.TOKEN_DAMAGED,
              "the token starts like a JWT but is not one",
              "the whole token: three parts separated by dots",
              "it may have been truncated or wrapped; " + CredentialReader.HAND_OVER);
      case OPAQUE ->
          ShortLivedToken.of(credential.token().orElseThrow())
              .ifPresentOrElse(
                  known -> checkExpiry("the token is " + known.words()), this::sayOpaque);
      case JWT -> {}
    }
  }

  private void sayOpaque() {
    remarks.say(
        Code.TOKEN_OPAQUE,
        "the token is not a JWT: its account and validity cannot be checked",
        "a token of " + cluster.readerSubject(),
        CredentialReader.HAND_OVER);
  }

  private void checkSubject(TokenFacts token) {
    String expected = cluster.readerSubject();
    if (token.shape() != TokenFacts.Shape.JWT
        || token
            .subject()
            .filter(subject -> cluster.accepts(subject, options.filedBefore()))
            .isPresent()) {
      return;
    }
    String found =
        token
            .subject()
            .map(
                subject ->
                    "belongs to " + QuotableText.quoted(subject, "a subject that is not shown"))
            .orElse("names no subject");
    remarks.say(
        Code.TOKEN_SUBJECT,
        "the token " + found,
        expected,
        options.filedBefore()
            ? "it was filed for another istio.namespace: "
                + "add the new account's with `meshgen credential add "
                + cluster.name()
                + "`, or remove this one with `meshgen credential remove "
                + cluster.name()
                + "`"
            : "another account sees too little, or may do more than it should; "
                + CredentialReader.handOver(cluster));
  }

  private void checkExpiry(Instant expires) {
    if (!expires.isAfter(options.now())) {
      remarks.say(
          Code.TOKEN_EXPIRED,
          "the token expired at " + expires,
          LASTING,
          CredentialReader.HAND_OVER);
    } else {
      checkExpiry("the token expires at " + expires);
    }
  }

  private void checkExpiry(String message) {
    if (options.allowExpiring()) {
      remarks.say(
          Code.TOKEN_EXPIRES_ALLOWED,
          message,
          "",
          "add its successor before then: discovery of \""
              + cluster.name()
              + "\" stops when it expires");
    } else {
      remarks.say(Code.TOKEN_EXPIRES, message, LASTING, RECREATE);
    }
  }
}
