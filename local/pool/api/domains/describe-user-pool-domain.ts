import { required } from "../input/shapes";
import { forAccounts } from "../operation";
import { DOMAIN_NAME, distribution, ownerOf } from "./domain";

/** The description of an unknown domain is empty, as in Cognito. */
export const describeUserPoolDomain = forAccounts(
  "DescribeUserPoolDomain",
  { Domain: required(DOMAIN_NAME) },
  (pools, { Domain: name }) => {
    const pool = ownerOf(pools, name);
    const domain = pool?.settings.domain;
    if (pool === undefined || domain === undefined) return { DomainDescription: {} };
    return {
      DomainDescription: {
        UserPoolId: pool.settings.id,
        AWSAccountId: pool.settings.arn.split(":")[4],
        Domain: name,
        CloudFrontDistribution: distribution(domain),
        Status: "ACTIVE",
        CustomDomainConfig: domain.certificateArn && { CertificateArn: domain.certificateArn },
        ManagedLoginVersion: domain.managedLoginVersion ?? 1,
      },
    };
  },
);
