package dev.meshgen.plan;

/**
 * What somebody else changes in the validating webhooks of a release, so that an engine must not
 * treat it as drift. Their charts have no value that would prevent it.
 *
 * @param failurePolicy istiod changes it from Ignore to Fail
 * @param namespaceSelector the platform adds to it
 */
public record WebhookDrift(boolean failurePolicy, boolean namespaceSelector) {
  public boolean isAny() {
    return failurePolicy || namespaceSelector;
  }
}
