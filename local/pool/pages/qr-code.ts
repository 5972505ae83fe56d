import { encode } from "uqr";
import { type Html, html } from "../../html";

/** A text as a picture for cameras: dark on light in every colour scheme, with the quiet border that readers need. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const dots = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")).join(""));
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
<rect width="${size}" height="${size}" fill="#fff"/><path d="${dots.join("")}" fill="#000"/>
</svg>`;
}
