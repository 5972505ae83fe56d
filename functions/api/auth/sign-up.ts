import type { Endpoints } from "../../../shared/api/api";
import { EMAIL, LOCALE, NAME, optional, PASSWORD, readBody } from "../../../shared/api/body";
import type { AppClient } from "../../../shared/aws/app-client";
import { asking } from "./cognito-problems";
import { deliveryOf } from "./delivery";
import { ATTRIBUTES, CODE, METADATA } from "./fields";

const SIGN_UP = {
  email: EMAIL,
  password: PASSWORD,
  name: optional(NAME),
  locale: optional(LOCALE),
  attributes: ATTRIBUTES,
  clientMetadata: METADATA,
  validationData: METADATA,
};
const CONFIRM = { email: EMAIL, code: CODE, clientMetadata: METADATA };
const RESEND = { email: EMAIL, clientMetadata: METADATA };

export const signUp = (pool: AppClient): Endpoints => ({
  async "POST /auth/sign-up"(request, { signal }) {
    const { name, locale, attributes, validationData, clientMetadata, ...account } = readBody(
      request,
      SIGN_UP,
    );
    const person = {
      ...account,
      attributes: {
        ...attributes,
        ...(name !== undefined && { name }),
        ...(locale !== undefined && { locale }),
      },
      validationData: validationData ?? {},
    };
    const signedUp = await asking("sign-up", () => pool.signUp(person, { clientMetadata, signal }));
    return {
      status: 201,
      body: {
        confirmed: signedUp.UserConfirmed === true,
        ...(signedUp.CodeDeliveryDetails !== undefined && {
          delivery: deliveryOf(signedUp.CodeDeliveryDetails),
        }),
      },
    };
  },

  async "POST /auth/confirm"(request, { signal }) {
    const { email, code, clientMetadata } = readBody(request, CONFIRM);
    await asking("confirm", () => pool.confirm(email, code, { clientMetadata, signal }));
    return { status: 204 };
  },

  async "POST /auth/resend-code"(request, { signal }) {
    const { email, clientMetadata } = readBody(request, RESEND);
    const sent = await asking("resend-code", () => pool.resendCode(email, { clientMetadata, signal }));
    return { status: 200, body: { delivery: deliveryOf(sent.CodeDeliveryDetails) } };
  },
});
