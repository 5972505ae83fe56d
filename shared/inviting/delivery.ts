import type { Brand } from "../messages/brand";
import { chooseLanguage, type Language } from "../messages/language";
import { composeOffer, type OfferLetter } from "../messages/offer";
import type { Invitation } from "../tenants/invitation";
import { PLATFORM, type Tenant } from "../tenants/tenant";
import { invitationLink } from "./link";

/** How an invitation reaches the person who is invited. */
export type Delivery =
  | { readonly kind: "sent" }
  /** The stage sends no mail. The inviter passes the link on. */
  | { readonly kind: "link"; readonly link: string }
  /** The invitation stands, and can be sent again. */
  | { readonly kind: "not-sent" };

export type Deliver = (
  tenant: Tenant,
  invitation: Invitation,
  secret: string,
  signal: AbortSignal,
) => Promise<Delivery>;

export type SendLetter = (to: string, letter: OfferLetter, signal: AbortSignal) => Promise<void>;

export interface DeliveryOptions {
  readonly signUpUrl: string;
  readonly send: SendLetter | undefined;
  /** The brand of the platform, which is no tenant. */
  readonly brand: Brand;
  readonly defaultLanguage: Language;
  /** Called with the reason why a letter was not sent. */
  readonly onFailure: (error: unknown) => void;
}

export const createDelivery =
  ({ signUpUrl, send, brand, defaultLanguage, onFailure }: DeliveryOptions): Deliver =>
  async (tenant, { email, language, expiresAt }, secret, signal) => {
    const link = invitationLink(signUpUrl, email, secret);
    if (send === undefined) return { kind: "link", link };
    const letter = composeOffer({
      language: chooseLanguage([language], defaultLanguage),
      brand: tenant.id === PLATFORM ? brand : (tenant.brand ?? { name: tenant.name }),
      link,
      until: new Date(expiresAt * 1000),
    });
    try {
      await send(email, letter, signal);
      return { kind: "sent" };
    } catch (error) {
      signal.throwIfAborted();
      onFailure(error);
      return { kind: "not-sent" };
    }
  };
