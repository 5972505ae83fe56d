import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";

/** Where a code went, as Cognito shows it: `a***@e***`. */
export const deliveryOf = (details: CodeDeliveryDetailsType | undefined) => ({
  medium: details?.DeliveryMedium,
  destination: details?.Destination,
});
