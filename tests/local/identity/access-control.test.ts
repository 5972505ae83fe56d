import { openAccessControl } from "../../../local/identity/access-control";
import { UnsupportedError } from "../../../local/stack/stack";
import { readSmall } from "../stack/small-stack";
import { OF_THE_TENANT, RESOURCES, role, withProperties } from "./small-identity-pool";

const opening = (resources: typeof RESOURCES) =>
  openAccessControl(readSmall(resources), { seed: "seed", now: () => new Date(), onRefusal: () => {} });

test("policies that can be judged are no obstacle", async () => {
  await expect(opening(RESOURCES)).resolves.toBeDefined();
});

const [FIRST] = OF_THE_TENANT;
const bucketPolicy = (statement: object) =>
  withProperties("FilesPolicy", { PolicyDocument: { Version: "2012-10-17", Statement: [statement] } });

test.each([
  [
    "a role's that is none",
    { ...RESOURCES, People: role("authenticated", [{ Effect: "Perhaps", Action: "s3:*", Resource: "*" }]) },
    /the policies of shop-dev-People: own: .*Effect/,
  ],
  [
    "a role's with a key that is known only where a role is assumed",
    {
      ...RESOURCES,
      People: role("authenticated", [
        { ...FIRST, Resource: `arn:aws:s3:::b/\${cognito-identity.amazonaws.com:sub}/*` },
      ]),
    },
    /the policies of shop-dev-People: cognito-identity\.amazonaws\.com:\* in conditions and variables/,
  ],
  [
    "a bucket's that is none",
    bucketPolicy({ Effect: "Perhaps", Principal: "*", Action: "s3:*", Resource: "*" }),
    /the policy of arn:aws:s3:::shop-dev-files: /,
  ],
])("a policy that cannot be judged stops the start: %s", async (_, resources, words) => {
  const stopped = opening(resources);
  await expect(stopped).rejects.toThrow(UnsupportedError);
  await expect(stopped).rejects.toThrow(words);
});
