import type { ShownBrand } from "../api/representations";
import { h } from "../page/dom";
import { type FormField, textField } from "../page/form";
import { contrastWithWhite, ENOUGH } from "./contrast";

type BrandPart = "brandName" | "colour" | "supportUrl";

interface BrandFields {
  readonly fields: readonly FormField<BrandPart>[];
  /** Null for a tenant without a brand of its own. */
  read(values: Readonly<Record<BrandPart, string>>): ShownBrand | null;
}

const COLOUR = /^#[0-9a-f]{6}$/i;

/** How mails of the tenant look: its name, its colour, and where people find help. */
export function brandFields(brand: ShownBrand | undefined): BrandFields {
  const name = textField(
    {
      name: "brandName",
      label: "Brand",
      hint: "The name in mails to your people. Without one, mails are in the application's own look.",
    },
    { value: brand?.name ?? "", required: false, maxlength: 40, autocomplete: "organization" },
  );
  const colour = textField(
    { name: "colour", label: "Colour", hint: "Of headings and buttons in mails, such as #0055aa." },
    {
      value: brand?.colour ?? "",
      required: false,
      pattern: "#[0-9a-fA-F]{6}",
      maxlength: 7,
      autocomplete: "off",
      spellcheck: "false",
    },
  );
  const help = textField(
    {
      name: "supportUrl",
      label: "Help address",
      hint: "A page to which mails lead those who have questions.",
    },
    {
      value: brand?.supportUrl ?? "",
      required: false,
      type: "url",
      pattern: "https://.+",
      placeholder: "https://",
    },
  );
  const words = h("p", { role: "status" });
  const sample = h("span", { class: "sample", "aria-hidden": "true" }, brand?.name ?? "");
  const preview = h("div", { class: "preview" }, sample, words);
  colour.element.append(preview);

  const picker = h("input", { type: "color", "aria-label": "Choose the colour" });
  const both = h("div", { class: "joined" });
  colour.input.replaceWith(both);
  both.append(colour.input, picker);

  const show = () => {
    const { value } = colour.input;
    const isColour = COLOUR.test(value);
    preview.hidden = !isColour;
    if (!isColour) return;
    picker.value = value;
    const contrast = contrastWithWhite(value);
    sample.textContent = name.input.value || "Confirm";
    sample.style.setProperty("background-color", value);
    words.className = contrast >= ENOUGH ? "good" : "bad";
    words.textContent =
      contrast >= ENOUGH
        ? `White letters are readable on it: contrast ${ratio(contrast)}.`
        : `White letters are hard to read on it: contrast ${ratio(contrast)}, and ${ratio(ENOUGH)} is needed. Choose a darker one.`;
  };
  for (const { input } of [name, colour]) input.addEventListener("input", show);
  picker.addEventListener("input", () => {
    colour.input.value = picker.value;
    show();
  });
  show();

  return {
    fields: [name, colour, help],
    read: ({ brandName, colour, supportUrl }) =>
      brandName.trim() === ""
        ? null
        : {
            name: brandName.trim(),
            ...(colour !== "" && { colour }),
            ...(supportUrl !== "" && { supportUrl }),
          },
  };
}

/** Cut off and not rounded: 4.49 is not enough. */
const ratio = (contrast: number): string => `${(Math.floor(contrast * 10) / 10).toFixed(1)} : 1`;
