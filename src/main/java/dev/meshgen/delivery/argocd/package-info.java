/** An Argo CD on a hub: {@link dev.meshgen.delivery.argocd.ArgoCd}. */
package dev.meshgen.delivery.argocd;
