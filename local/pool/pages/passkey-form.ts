import { type Html, html } from "../../html";
import { hidden } from "./document";
import type { Speech } from "./words/speech";

/**
 * Makes the browser create or use a passkey, and sends the form with the browser's answer. The page's policy allows
 * only this script, by its hash.
 */
export const PASSKEY_SCRIPT = `
const asked = document.querySelector("[data-passkey]");
const form = asked.closest("form");
const problem = document.getElementById("passkey-problem");
const known = document.getElementById("passkey-known");
form.addEventListener("submit", async (event) => {
  if (form.elements.credential.value !== "") return;
  event.preventDefault();
  problem.hidden = known.hidden = true;
  try {
    const options = JSON.parse(asked.dataset.options);
    const credential =
      asked.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    (error.name === "InvalidStateError" ? known : problem).hidden = false;
  }
});
`;

/** The parts of the form that the script uses. */
export const passkeyFields = (
  does: "create" | "get",
  options: string,
  button: string,
  { say }: Speech,
): Html =>
  html`${hidden("credential", "")}<p class="alert" role="alert" id="passkey-problem" hidden>${say("Your browser has found no passkey, or you have stopped it. Try again.")}</p>
<p class="alert" role="alert" id="passkey-known" hidden>${say("This device has a passkey of this account already.")}</p>
<noscript><p>${say("Passkeys need JavaScript.")}</p></noscript>
<div data-passkey="${does}" data-options="${options}"><button>${button}</button></div>`;
