/** A file as a page holds it: infra/browser-text.cjs makes it when the function is packaged. */
declare module "*?browser" {
  const text: string;
  export default text;
}
