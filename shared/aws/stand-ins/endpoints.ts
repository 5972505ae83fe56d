/** The services whose clients are in the bundles, by the first label of their host names. */
export type Service = "cognito-idp" | "dynamodb" | "email" | "events" | "secretsmanager" | "ssm";

/**
 * What the SDK knows about the address: `AWS_REGION`, `AWS_ENDPOINT_URL`, and the variables for FIPS and dual-stack.
 */
interface Place {
  readonly Region?: string;
  readonly Endpoint?: string;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
}

interface Partition {
  readonly name: string;
  readonly domain: string;
  readonly dualStackDomain: string;
}

/**
 * The address of a service. The SDK's own rules are a program with its interpreter, which would make up a good part
 * of every bundle.
 */
export const endpointOf = (service: Service) => (place: Place) => ({
  url: new URL(
    place.Endpoint === undefined ? addressIn(service, place) : givenAddress(place.Endpoint, place),
  ),
  properties: {},
  headers: {},
});

function givenAddress(endpoint: string, { UseFIPS, UseDualStack }: Place): string {
  if (UseFIPS || UseDualStack) throw new Error("an endpoint of one's own is neither FIPS nor dual-stack");
  return endpoint;
}

function addressIn(service: Service, { Region = "", UseFIPS = false, UseDualStack = false }: Place): string {
  const partition = partitionOf(Region);
  const { domain, dualStackDomain } = partition;
  const mark = UseFIPS && !isFipsByItself(service, partition, UseDualStack) ? "-fips" : "";
  const dualStack = UseDualStack && !isDualStackByItself(service, partition, UseFIPS && Region);
  return `https://${service}${mark}.${Region}.${dualStack ? dualStackDomain : domain}`;
}

function partitionOf(region: string): Partition {
  const of = (name: string, domain: string, dualStackDomain: string) => ({ name, domain, dualStackDomain });
  const [first, second] = region.split("-");
  switch (first === "us" || first === "eu" ? `${first}-${second}` : first) {
    case "us-gov":
      return of("aws-us-gov", "amazonaws.com", "api.aws");
    case "cn":
      return of("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn");
    case "eusc":
      return of("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu");
    case "us-iso":
      return of("aws-iso", "c2s.ic.gov", "api.aws.ic.gov");
    case "us-isob":
      return of("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud");
    case "eu-isoe":
      return of("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk");
    case "us-isof":
      return of("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov");
    default:
      return of("aws", "amazonaws.com", "api.aws");
  }
}

/** Whether the ordinary address is a FIPS address, as for some services in GovCloud. */
const isFipsByItself = (service: Service, { name }: Partition, dualStack: boolean): boolean =>
  name === "aws-us-gov" &&
  (service === "events" || ((service === "dynamodb" || service === "ssm") && !dualStack));

/** Whether the ordinary address is dual-stack, as for some services. With FIPS, this differs by Region. */
function isDualStackByItself(service: Service, { name }: Partition, fipsRegion: string | false): boolean {
  if (service === "cognito-idp")
    return name === "aws" && (fipsRegion === false || /^us-(east|west)-[12]$/.test(fipsRegion));
  if (service !== "secretsmanager") return false;
  return name === "aws" || name === "aws-us-gov" || (name === "aws-cn" && fipsRegion === false);
}
