/** Loaded when a passkey is first asked for: what reads certificates of authenticators takes as long to load as the rest of the pool. */
export const webAuthn = () => import("@simplewebauthn/server");
