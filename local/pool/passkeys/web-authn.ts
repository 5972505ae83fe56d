/**
 * Loaded only when a passkey is first used: its reader of certificates takes as long to load as the rest of the
 * pool.
 */
export const webAuthn = () => import("@simplewebauthn/server");
