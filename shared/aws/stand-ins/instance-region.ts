/** Lambda sets the Region in the environment, so the SDK never asks the metadata service of an EC2 instance. */
export const getInstanceMetadataRegion = async (): Promise<undefined> => undefined;
