/**
 * Root certificates (PEM) whose C2PA signers count as trusted. Empty: the official trust list is not on any
 * package registry, and an unchecked copy would be worse than none. Without anchors a good signature reads
 * "valid, signer unknown". How to add a list: docs/evidence.md.
 */
export const bundledAnchors = '';
