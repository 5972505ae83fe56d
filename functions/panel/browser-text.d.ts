/** A file in the form in which a page holds it. infra/browser-text.cjs makes it when the function is packaged. */
declare module "*?browser" {
  export const text: string;
  /** In base64. Computing it here would load all of Node's cryptography. */
  export const sha256: string;
}
