/** Lambda says its region in the environment, so the SDK never has to ask the metadata service of an EC2 instance. */
export const getInstanceMetadataRegion = async (): Promise<undefined> => undefined;
